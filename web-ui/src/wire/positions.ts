/** Where a channel stands, and what an arriving event means for it. */
import type { Position } from "./commands.ts";
import type { Subscribed } from "./messages.ts";

/** What to do with an event of a sequenced channel. */
export type Verdict = "apply" | "duplicate" | "hole";

/** The fields that place an event: `prev` is a merged delta's, `whole` one that replaces the state. */
export interface Placed {
  readonly seq: number;
  readonly prev?: number | null | undefined;
  readonly whole?: boolean;
}

export function place(position: Position, event: Placed): Verdict {
  if (event.seq <= position.seq) return "duplicate";
  if (event.whole === true) return "apply";
  return (event.prev ?? event.seq - 1) === position.seq ? "apply" : "hole";
}

/**
 * The position after a `subscribed`. A recovered channel stays where it was: the replay that
 * follows moves it, event by event.
 */
export function resumed(before: Position | undefined, reply: Subscribed): Position {
  if (reply.recovered === true && before !== undefined) {
    return { epoch: reply.epoch, seq: before.seq };
  }
  return { epoch: reply.epoch, seq: reply.seq };
}

/** Whether positions count at all on the channel; unsequenced ones say `seq` 0 and ignore `since`. */
export function isSequenced(channel: string): boolean {
  return /^(room|trades|book):/.test(channel) || channel === "me";
}
