import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Menus } from "./Menus.tsx";
import { overlay } from "./ui.ts";

/** Closes the open dialog; the focus goes back to where it was. */
export function closeDialog(): void {
  const open = document.querySelector<HTMLDialogElement>("dialog.overlay");
  if (open?.open === true) open.close();
  else overlay.value = undefined;
}

export function Dialog({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="overlay"
      aria-label={title}
      onClose={() => (overlay.value = undefined)}
    >
      <div class="dialog-head">
        <h2>{title}</h2>
        <button type="button" class="quiet" onClick={closeDialog}>
          Close
        </button>
      </div>
      {children}
      {/* Outside of an open dialog nothing can be reached, a menu neither. */}
      <Menus />
    </dialog>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

export function Field({ label, hint, children }: FieldProps) {
  return (
    <label class="form-field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

interface CheckProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Check({ label, on, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** Why it didn't work, said aloud. */
export function Failure({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : (
    <p class="failure" role="alert">
      {words}
    </p>
  );
}
