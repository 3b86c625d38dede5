import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { CardRef } from "../wire/commands.ts";
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
import { inWords } from "./words.ts";

/** What is being said: drafts, messages on their way, and that somebody types. */
export interface Speaking {
  /** On their way to the current room, or refused. */
  readonly outgoing: ReadonlySignal<Outbox>;
  readonly draft: ReadonlySignal<string>;
  readonly setDraft: (text: string) => void;
  /** The message that the draft answers, by `seq`. */
  readonly replyingTo: ReadonlySignal<number | undefined>;
  readonly replyTo: (seq: number | undefined) => void;
  /** Says a text with a trade card that the server writes. */
  readonly share: (text: string, card: CardRef) => void;
  /** Says a text in answer to a message, beside the draft. */
  readonly answer: (seq: number, text: string) => void;
  /** Says the draft and clears it. @returns whether there was something to say */
  readonly say: () => boolean;
  readonly again: (key: string) => void;
  /** Takes a refused message back into the draft. */
  readonly takeBack: (key: string) => void;
  /** Forgets what a slash command was answered. */
  readonly dismiss: (key: string) => void;
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
  const replyingTo = signal<number | undefined>(undefined);
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
    replyingTo.value = undefined;
    typingAt = 0;
  });

  async function transmit({ key, room, text, replyTo, card }: Outgoing): Promise<void> {
    const outcome = await feed.request({
      type: "say",
      room,
      text,
      key,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(card === undefined ? {} : { card }),
    });
    switch (outcome.type) {
      case "ok":
        if (typeof outcome.text === "string") {
          return void act({ type: "noted", key, note: outcome.text });
        }
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
        act({ type: "refused", key, message: inWords(outcome) });
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

  function send(said: Pick<Outgoing, "text" | "replyTo" | "card">): void {
    const item: Outgoing = {
      ...said,
      key: newKey(),
      room: rooms.current.peek(),
      at: Date.now(),
      state: { kind: "pending" },
    };
    const { state: _pending, ...rest } = item;
    act({ type: "say", ...rest });
    void transmit(item);
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
    replyingTo,
    replyTo: (seq) => (replyingTo.value = seq),
    share: (text, card) => send({ text, card }),
    answer: (replyTo, text) => send({ text, replyTo }),
    say() {
      const text = (drafts.peek()[rooms.current.peek()] ?? "").trim();
      if (text === "" || [...text].length > LONGEST_TEXT) return false;
      send({ text, replyTo: replyingTo.peek() });
      setDraft("");
      replyingTo.value = undefined;
      typingAt = 0;
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
      if (item.room === rooms.current.peek()) replyingTo.value = item.replyTo;
    },
    dismiss: (key) => void act({ type: "drop", key }),
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
