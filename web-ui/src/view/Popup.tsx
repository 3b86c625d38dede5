import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { menu } from "./ui.ts";

interface PopupProps {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly children: ComponentChildren;
}

const MARGIN_PX = 8;

/** A menu beside what it belongs to. Escape or a press elsewhere closes it; arrows move in it. */
export function Popup({ label, anchor, children }: PopupProps) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.showPopover?.();
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.min(at.right - width, innerWidth - width - MARGIN_PX);
    const below = at.bottom + 4;
    const top = below + height > innerHeight ? at.top - height - 4 : below;
    element.style.left = `${Math.max(MARGIN_PX, left)}px`;
    element.style.top = `${Math.max(MARGIN_PX, Math.min(top, innerHeight - height - MARGIN_PX))}px`;
    itemsOf(element)[0]?.focus();
  }, [anchor]);

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    const element = box.current;
    if (element === null) return;
    if (event.key === "Escape") {
      event.preventDefault();
      return closeMenu();
    }
    const items = itemsOf(element);
    const index = items.findIndex((item) => item === document.activeElement);
    const next = {
      ArrowDown: index + 1,
      ArrowRight: index + 1,
      ArrowUp: index - 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }

  return (
    <div
      ref={box}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === "closed") closeMenu();
      }}
    >
      {children}
    </div>
  );
}

/** Closes the menu, and goes back to where it was opened from. */
export function closeMenu(): void {
  const { anchor } = menu.peek() ?? {};
  menu.value = undefined;
  if (document.activeElement === document.body || document.activeElement?.closest(".menu")) {
    anchor?.focus();
  }
}

export function Item({
  children,
  danger,
  onPick,
}: {
  readonly children: ComponentChildren;
  readonly danger?: boolean;
  readonly onPick: () => void;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      class={danger === true ? "danger" : undefined}
      onClick={() => {
        closeMenu();
        onPick();
      }}
    >
      {children}
    </button>
  );
}

function itemsOf(element: HTMLElement): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}
