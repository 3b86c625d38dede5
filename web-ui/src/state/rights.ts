import type { Room, You } from "../wire/messages.ts";
import type { RoomState, Said } from "./room.ts";

/**
 * What the page offers. The server decides: here it is only kept from offering what it would
 * refuse.
 */
export interface Rights {
  readonly speak: boolean;
  /** Topic, pins, mutes, bans, invitations, others' messages. */
  readonly moderate: boolean;
  /** Settings, roles, the room itself. */
  readonly own: boolean;
  readonly member: boolean;
  readonly direct: boolean;
  /** Why one can't speak, in words. */
  readonly silence: string | undefined;
}

const NONE: Rights = {
  speak: false,
  moderate: false,
  own: false,
  member: false,
  direct: false,
  silence: undefined,
};

export function rightsIn(state: RoomState, now: number): Rights {
  const { info, you, me } = state;
  if (state.status !== "live" || info === undefined || me === undefined) return NONE;
  const own = you?.role === "owner";
  const moderate = own || you?.role === "moderator";
  const silence = silenceOf(info, you, moderate, now);
  return {
    speak: silence === undefined,
    moderate,
    own,
    member: typeof you?.role === "string" || info.visibility === "direct",
    direct: info.visibility === "direct",
    silence,
  };
}

function silenceOf(
  info: Room,
  you: You | undefined,
  moderate: boolean,
  now: number,
): string | undefined {
  if (info.archived === true) return "This room is archived.";
  if (info.readOnly === true && !moderate) return "Only moderators write here.";
  return (you?.mutedUntil ?? 0) > now ? "You are muted here." : undefined;
}

export function mayEdit(state: RoomState, line: Said): boolean {
  return !line.deleted && line.from.id === state.me && state.info?.archived !== true;
}

export function mayDelete(state: RoomState, line: Said, { moderate }: Rights): boolean {
  return !line.deleted && (line.from.id === state.me || moderate);
}

/** Nobody acts on an owner, and only owners on a moderator. */
export function mayActOn(role: string | null | undefined, { own, moderate }: Rights): boolean {
  if (role === "owner") return false;
  return role === "moderator" ? own : moderate;
}

/** The newest message of one's own that can be edited. */
export function lastOwn(state: RoomState): Said | undefined {
  return state.lines.findLast((line): line is Said => line.kind === "said" && mayEdit(state, line));
}
