import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Feed } from "../wire/feed.ts";
import {
  reduceOutbox,
  unanswered,
  type Outbox,
  type OutboxAction,
  type Outgoing,
} from "./outbox.ts";
import type { Rooms } from "./rooms.ts";
import type { Session } from "./session.ts";

/** What is being said: drafts, messages on their way, and that somebody types. */
export interface Speaking {
  /** On their way to the current room, or refused. */
  readonly outgoing: ReadonlySignal<Outbox>;
  readonly draft: ReadonlySignal<string>;
  readonly setDraft: (text: string) => void;
  /** Says the draft and clears it. @returns whether there was something to say */
  readonly say: () => boolean;
  readonly again: (key: string) => void;
  /** Takes a refused message back into the draft. */
  readonly takeBack: (key: string) => void;
}

const TYPING_EVERY_MS = 3_000;
const REPEAT_MS = 1_000;
export const LONGEST_TEXT = 4_000;

export function speakingStore(
  feed: Feed,
  session: Session,
  rooms: Rooms,
  storage: Storage,
  newKey: () => string,
): Speaking {
  const outbox = signal<Outbox>([]);
  const drafts = signal<Readonly<Record<string, string>>>(readDrafts(storage));
  let typingAt = 0;
  let inRoom = rooms.current.peek();

  const act = (action: OutboxAction) => (outbox.value = reduceOutbox(outbox.peek(), action));

  effect(() => {
    if (session.live.value) unanswered(outbox.peek()).forEach((item) => void transmit(item));
  });
  effect(() => {
    const seq = rooms.room.value.seq;
    act({ type: "seen", room: rooms.current.peek(), seq });
  });
  effect(() => {
    if (rooms.current.value === inRoom) return;
    act({ type: "left", room: inRoom });
    inRoom = rooms.current.value;
    typingAt = 0;
  });

  async function transmit({ key, room, text }: Outgoing): Promise<void> {
    const outcome = await feed.request({ type: "say", room, text, key });
    switch (outcome.type) {
      case "ok":
        act({ type: "said", key, seq: outcome.seq ?? 0 });
        act({
          type: room === rooms.current.peek() ? "seen" : "left",
          room,
          seq: rooms.room.peek().seq,
        });
        return;
      case "lost": // The next connection repeats it, but not what broke this one.
        if (outcome.tooLarge) act({ type: "refused", key, message: "The message was too large." });
        return;
      case "error":
        if (outcome.code === "outcome_unknown") return repeat(key, outcome.retryAfter ?? REPEAT_MS);
        if (/^(token_expired|unauthenticated)$/.test(outcome.code) && (await session.renew())) {
          return repeat(key, 0);
        }
        act({ type: "refused", key, message: outcome.message ?? outcome.code });
        return;
      default:
        return outcome satisfies never;
    }
  }

  function repeat(key: string, afterMs: number): void {
    setTimeout(() => {
      const item = unanswered(outbox.peek()).find((waiting) => waiting.key === key);
      if (item !== undefined && session.live.peek()) void transmit(item);
    }, afterMs);
  }

  function setDraft(text: string): void {
    drafts.value = { ...drafts.peek(), [rooms.current.peek()]: text };
    writeDrafts(storage, drafts.peek());
  }

  function tellTyping(on: boolean): void {
    const now = Date.now();
    if (session.identity.peek() === undefined || (on && now - typingAt < TYPING_EVERY_MS)) return;
    if (!on && typingAt === 0) return;
    typingAt = on ? now : 0;
    void feed.request({ type: "typing", room: rooms.current.peek(), on });
  }

  return {
    outgoing: computed(() => outbox.value.filter(({ room }) => room === rooms.current.value)),
    draft: computed(() => drafts.value[rooms.current.value] ?? ""),
    setDraft(text) {
      setDraft(text);
      tellTyping(text.trim() !== "");
    },
    say() {
      const room = rooms.current.peek();
      const text = (drafts.peek()[room] ?? "").trim();
      if (text === "" || [...text].length > LONGEST_TEXT) return false;
      const item: Outgoing = {
        key: newKey(),
        room,
        text,
        at: Date.now(),
        state: { kind: "pending" },
      };
      act({ type: "say", key: item.key, room, text, at: item.at });
      setDraft("");
      typingAt = 0;
      void transmit(item);
      return true;
    },
    again(key) {
      const fresh = newKey();
      act({ type: "again", key, newKey: fresh, at: Date.now() });
      repeat(fresh, 0);
    },
    takeBack(key) {
      const item = outbox.peek().find((failed) => failed.key === key);
      if (item === undefined) return;
      act({ type: "drop", key });
      const draft = drafts.peek()[item.room] ?? "";
      setDraft(draft.trim() === "" ? item.text : `${item.text}\n${draft}`);
    },
  };
}

const KEY = "outcry.drafts";

function readDrafts(storage: Storage): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter(([, text]) => typeof text === "string"));
  } catch {
    return {};
  }
}

function writeDrafts(storage: Storage, drafts: Readonly<Record<string, string>>): void {
  try {
    storage.setItem(KEY, JSON.stringify(drafts));
  } catch {
    // Without storage a draft lasts as long as the page.
  }
}
