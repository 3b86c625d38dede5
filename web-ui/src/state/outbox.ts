import type { CardRef } from "../wire/commands.ts";

/** Messages that this page has said and not yet seen in the room. Nothing typed is lost from here. */

export interface Outgoing {
  /** Its idempotency key: repeating the message under it can't say it twice. */
  readonly key: string;
  readonly room: string;
  readonly text: string;
  readonly at: number;
  readonly replyTo?: number | undefined;
  readonly card?: CardRef | undefined;
  readonly state:
    | { readonly kind: "pending" }
    /** It was a slash command: this is its answer, for nobody else. */
    | { readonly kind: "noted"; readonly note: string }
    /** Durable; on its way here as the room's event `seq`. */
    | { readonly kind: "said"; readonly seq: number }
    /** Refused: nothing happened. For people to send again or drop. */
    | { readonly kind: "failed"; readonly message: string };
}

export type Outbox = readonly Outgoing[];

export type OutboxAction =
  | {
      readonly type: "say";
      readonly key: string;
      readonly room: string;
      readonly text: string;
      readonly at: number;
      readonly replyTo?: number | undefined;
      readonly card?: CardRef | undefined;
    }
  | { readonly type: "noted"; readonly key: string; readonly note: string }
  | { readonly type: "said"; readonly key: string; readonly seq: number }
  | { readonly type: "refused"; readonly key: string; readonly message: string }
  /** Sends a failed one again, under a new key: the old one may stand for another answer. */
  | { readonly type: "again"; readonly key: string; readonly newKey: string; readonly at: number }
  | { readonly type: "drop"; readonly key: string }
  /** The room is now known up to `seq`. */
  | { readonly type: "seen"; readonly room: string; readonly seq: number }
  /** The room is no longer looked at: what was said there will not be seen. */
  | { readonly type: "left"; readonly room: string };

export function reduceOutbox(outbox: Outbox, action: OutboxAction): Outbox {
  switch (action.type) {
    case "say": {
      const { type: _say, ...item } = action;
      return [...outbox, { ...item, state: { kind: "pending" } }];
    }
    case "noted":
      return change(outbox, action.key, (item) => ({
        ...item,
        state: { kind: "noted", note: action.note },
      }));
    case "said":
      return change(outbox, action.key, (item) => ({
        ...item,
        state: { kind: "said", seq: action.seq },
      }));
    case "refused":
      return change(outbox, action.key, (item) => ({
        ...item,
        state: { kind: "failed", message: action.message },
      }));
    case "again": {
      const item = outbox.find(({ key }) => key === action.key);
      if (item?.state.kind !== "failed") return outbox;
      const rest = reduceOutbox(outbox, { type: "drop", key: item.key });
      return [...rest, { ...item, key: action.newKey, at: action.at, state: { kind: "pending" } }];
    }
    case "drop":
      return outbox.filter(({ key }) => key !== action.key);
    case "seen":
      return without(
        outbox,
        ({ room, state }) =>
          room === action.room && state.kind === "said" && state.seq <= action.seq,
      );
    case "left":
      return without(
        outbox,
        ({ room, state }) => room === action.room && /^(said|noted)$/.test(state.kind),
      );
    default:
      return action satisfies never;
  }
}

/** What a new connection has to repeat, oldest first, under the same keys. */
export function unanswered(outbox: Outbox): Outbox {
  return outbox.filter(({ state }) => state.kind === "pending");
}

function change(outbox: Outbox, key: string, to: (item: Outgoing) => Outgoing): Outbox {
  return outbox.map((item) => (item.key === key ? to(item) : item));
}

function without(outbox: Outbox, gone: (item: Outgoing) => boolean): Outbox {
  return outbox.some(gone) ? outbox.filter((item) => !gone(item)) : outbox;
}
