import type { RoomEvent } from "../wire/messages.ts";

/** What somebody did, to be read after their name: `muted` Ben `until 14:05`. */
export interface Happening {
  readonly what: string;
  /** Id of whom it was done to. */
  readonly whom?: string;
  readonly rest?: string;
  /** When it ends, epoch ms. */
  readonly until?: number;
  /** `seq` of the message that it is about. */
  readonly about?: number;
}

/** A mute that doesn't end by itself lasts until then. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** Tells what is worth a line of its own; the rest shows on the message that it changes. */
export function happening(event: RoomEvent): Happening | undefined {
  switch (event.type) {
    case "message":
    case "edited":
    case "deleted":
    case "reacted":
    case "unreacted":
    case "unpinned":
      return undefined;
    case "pinned":
      return { what: "pinned a message", about: event.message };
    case "topic": {
      const topic = event.topic ?? "";
      return { what: topic === "" ? "cleared the topic" : `set the topic: ${topic}` };
    }
    case "joined":
      return typeof event.by === "string"
        ? { what: "was brought in by", whom: event.by }
        : { what: "joined the room" };
    case "left":
      return typeof event.by === "string"
        ? { what: "was removed by", whom: event.by }
        : { what: "left the room" };
    case "settings":
      return { what: `changed the room: ${settingsOf(event)}` };
    case "role":
      return { what: "made", whom: event.user, rest: roleInWords(event.role) };
    case "muted":
      return mutedInWords(event.user, event.until ?? undefined);
    case "banned":
      return { what: "banned", whom: event.user };
    case "unbanned":
      return { what: "lifted the ban of", whom: event.user };
    default:
      return event satisfies never;
  }
}

export function roleInWords(role: string): string {
  return role === "owner" ? "an owner" : `a ${role}`;
}

function mutedInWords(whom: string, until: number | undefined): Happening {
  if (until === undefined) return { what: "let", whom, rest: "speak again" };
  return until >= FOREVER ? { what: "muted", whom } : { what: "muted", whom, until };
}

function settingsOf(event: Extract<RoomEvent, { type: "settings" }>): string {
  const parts = [
    event.name,
    event.visibility,
    (event.slow ?? 0) > 0 ? `${event.slow} s between messages` : undefined,
    event.readOnly === true ? "moderators only" : undefined,
    event.archived === true ? "archived" : undefined,
  ];
  return parts.filter((part) => typeof part === "string").join(", ");
}
