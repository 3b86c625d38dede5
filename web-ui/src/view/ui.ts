import { signal } from "@preact/signals";

/** What lies over the page: one menu and one dialog at most. Lives as long as the page. */
export type Menu =
  | { readonly kind: "message"; readonly seq: number; readonly anchor: HTMLElement }
  | { readonly kind: "me"; readonly anchor: HTMLElement }
  | {
      readonly kind: "person";
      readonly id: string;
      readonly name: string;
      readonly anchor: HTMLElement;
    };

export type Overlay =
  | { readonly kind: "account"; readonly mode: "logIn" | "register" }
  | { readonly kind: "create" }
  | { readonly kind: "room" }
  | { readonly kind: "share" }
  | { readonly kind: "report"; readonly seq: number };

export const menu = signal<Menu | undefined>(undefined);
export const overlay = signal<Overlay | undefined>(undefined);

export function openPerson(
  { currentTarget: anchor }: { readonly currentTarget: HTMLElement },
  { id, name }: { readonly id: string; readonly name: string },
): void {
  menu.value = { kind: "person", id, name, anchor };
}
