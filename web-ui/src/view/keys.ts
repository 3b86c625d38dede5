/** What a key does, wherever the focus is. */
export type Shortcut =
  "compose" | "leaveField" | "help" | "nextMarket" | "previousMarket" | "nextRoom" | "previousRoom";

export interface Stroke {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** For the help dialog. */
export const SHORTCUTS: ReadonlyArray<readonly [keys: readonly string[], what: string]> = [
  [["/"], "Write a message"],
  [["Enter"], "Send it; Shift + Enter starts a new line"],
  [["↑"], "In an empty field: edit your last message"],
  [["↑", "↓", "Enter"], "In the conversation: choose a message, open its menu"],
  [["Esc"], "Leave the field, close this"],
  [["Alt ↑", "Alt ↓"], "Previous, next market"],
  [["Alt Shift ↑", "Alt Shift ↓"], "Previous, next room"],
  [["↑", "↓"], "Choose in the watch list"],
  [["?"], "Show the keys"],
];

/** @param inField whether the focus is where keys write text */
export function shortcutOf(stroke: Stroke, inField: boolean): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = stroke;
  if (ctrlKey || metaKey) return undefined;
  if (altKey) {
    if (key === "ArrowDown") return shiftKey ? "nextRoom" : "nextMarket";
    if (key === "ArrowUp") return shiftKey ? "previousRoom" : "previousMarket";
    return undefined;
  }
  if (inField) return key === "Escape" ? "leaveField" : undefined;
  if (key === "/") return "compose";
  if (key === "?") return "help";
  return undefined;
}
