import { signal, type ReadonlySignal } from "@preact/signals";
import type { Command } from "../wire/commands.ts";
import type { Feed } from "../wire/feed.ts";
import { lastOwn, mayEdit } from "./rights.ts";
import { messageOf } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import { LOST, inWords } from "./words.ts";

/** What is done about messages that were said. What fails is told in words, see `Failures`. */
export interface Remarks {
  /** The message being edited, by `seq`. */
  readonly editing: ReadonlySignal<number | undefined>;
  readonly edit: (seq: number) => void;
  /** Begins to edit the newest message of one's own. @returns whether there is one */
  readonly editLast: () => boolean;
  readonly cancelEdit: () => void;
  /** @returns why not, for people, or `undefined` once the room knows */
  readonly saveEdit: (text: string) => Promise<string | undefined>;
  readonly remove: (seq: number) => void;
  /** Reacts, or takes one's reaction back. */
  readonly toggle: (seq: number, emoji: string) => void;
  readonly pin: (seq: number, on: boolean) => void;
}

/** What went wrong last, in words, until it is closed. */
export interface Failures {
  readonly failure: ReadonlySignal<string | undefined>;
  readonly fail: (words: string | undefined) => void;
}

const SHOWN_MS = 10_000;

export function failuresStore(): Failures {
  const failure = signal<string | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    failure,
    fail(words) {
      clearTimeout(timer);
      failure.value = words;
      if (words !== undefined) timer = setTimeout(() => (failure.value = undefined), SHOWN_MS);
    },
  };
}

export function remarksStore(
  feed: Feed,
  rooms: Rooms,
  { fail }: Failures,
  newKey: () => string,
): Remarks {
  const editing = signal<number | undefined>(undefined);
  rooms.current.subscribe(() => (editing.value = undefined));

  async function ask(command: Command): Promise<string | undefined> {
    const outcome = await feed.request(command);
    if (outcome.type === "ok") return undefined;
    return outcome.type === "lost" ? LOST : inWords(outcome);
  }

  const about = (message: number) => ({ room: rooms.current.peek(), message, key: newKey() });
  const attempt = (command: Command) => void ask(command).then(fail);

  function edit(seq: number): void {
    const line = messageOf(rooms.room.peek(), seq);
    if (line !== undefined && mayEdit(rooms.room.peek(), line)) editing.value = seq;
  }

  return {
    editing,
    edit,
    editLast() {
      const line = lastOwn(rooms.room.peek());
      if (line !== undefined) edit(line.seq);
      return line !== undefined;
    },
    cancelEdit: () => (editing.value = undefined),
    async saveEdit(text) {
      const seq = editing.peek();
      if (seq === undefined) return undefined;
      const before = messageOf(rooms.room.peek(), seq)?.text;
      const refused =
        text === before ? undefined : await ask({ type: "edit", text, ...about(seq) });
      if (refused === undefined && editing.peek() === seq) editing.value = undefined;
      return refused;
    },
    remove: (seq) => attempt({ type: "delete", ...about(seq) }),
    toggle(seq, emoji) {
      const { me } = rooms.room.peek();
      const mine = messageOf(rooms.room.peek(), seq)?.reactions[emoji]?.includes(me ?? "") === true;
      attempt({ type: mine ? "unreact" : "react", emoji, ...about(seq) });
    },
    pin: (seq, on) => attempt({ type: on ? "pin" : "unpin", ...about(seq) }),
  };
}
