import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";

export type Theme = "dark" | "light";

export interface Themes {
  /** The one in force. */
  readonly theme: ReadonlySignal<Theme>;
  readonly toggle: () => void;
}

const KEY = "outcry.theme";

/** Follows the system until somebody chooses; the choice is kept. */
export function themeStore(
  root: HTMLElement,
  storage: Storage,
  systemDark: MediaQueryList,
): Themes {
  const chosen = signal(read(storage));
  const system = signal<Theme>(systemDark.matches ? "dark" : "light");
  const theme = computed(() => chosen.value ?? system.value);
  systemDark.addEventListener(
    "change",
    ({ matches }) => (system.value = matches ? "dark" : "light"),
  );
  effect(() => {
    root.dataset["theme"] = theme.value;
  });
  return {
    theme,
    toggle() {
      chosen.value = theme.peek() === "dark" ? "light" : "dark";
      try {
        storage.setItem(KEY, chosen.value);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    },
  };
}

function read(storage: Storage): Theme | undefined {
  try {
    const value = storage.getItem(KEY);
    return value === "dark" || value === "light" ? value : undefined;
  } catch {
    return undefined;
  }
}
