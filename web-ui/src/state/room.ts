import type { Message, Person, Room, RoomEvent } from "../wire/messages.ts";

/** A message as it stands now. One that was deleted keeps its place and nothing else. */
export interface Said {
  readonly kind: "said";
  readonly seq: number;
  readonly at: number;
  readonly from: Person;
  readonly text: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly replyTo: number | undefined;
  readonly prices: Readonly<Record<string, string>>;
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

/** Something else that happened in the room and is worth a line. */
export interface Happened {
  readonly kind: "happened";
  readonly seq: number;
  readonly at: number;
  readonly what: string;
  readonly from: Person;
}

export type Line = Said | Happened;

/** What is known of one room: its lines by `seq`, without holes from the oldest one kept. */
export interface RoomState {
  readonly status: "loading" | "live" | "ended";
  /** Why it ended, for people. */
  readonly reason: string | undefined;
  readonly info: Room | undefined;
  readonly seq: number;
  readonly lines: readonly Line[];
  readonly pins: readonly number[];
  /** Whether there may be messages before the first line. */
  readonly more: boolean;
}

export const NO_ROOM: RoomState = {
  status: "loading",
  reason: undefined,
  info: undefined,
  seq: 0,
  lines: [],
  pins: [],
  more: false,
};

export interface RoomSnapshot {
  readonly info: Room | undefined;
  readonly events: readonly RoomEvent[];
  readonly pins: readonly number[];
  readonly seq: number;
}

/** The state that a snapshot gives: its events folded, then marked as known up to `seq`. */
export function fromSnapshot(snapshot: RoomSnapshot): RoomState {
  const empty: RoomState = { ...NO_ROOM, status: "live", info: snapshot.info };
  const folded = snapshot.events.reduce(reduceRoom, empty);
  const first = snapshot.events[0];
  return {
    ...folded,
    seq: snapshot.seq,
    pins: snapshot.pins,
    more: first !== undefined && first.seq > 1,
  };
}

/** Applies the next event. One that was seen before changes nothing. */
export function reduceRoom(state: RoomState, event: RoomEvent): RoomState {
  if (event.seq <= state.seq) return state;
  return { ...applied(state, event), seq: event.seq };
}

function applied(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "message":
      return { ...state, lines: [...state.lines, said(event)] };
    case "edited":
      return withSaid(state, event.message, (line) =>
        line.deleted ? line : { ...line, text: event.text ?? "", edited: true },
      );
    case "deleted":
      return withSaid(state, event.message, blanked);
    case "reacted":
      return withSaid(state, event.message, (line) =>
        reacted(line, event.emoji, event.from.id, true),
      );
    case "unreacted":
      return withSaid(state, event.message, (line) =>
        reacted(line, event.emoji, event.from.id, false),
      );
    case "pinned":
      return {
        ...state,
        pins: [...state.pins.filter((pin) => pin !== event.message), event.message],
      };
    case "unpinned":
      return { ...state, pins: state.pins.filter((pin) => pin !== event.message) };
    case "topic": {
      const { info } = state;
      const topic = event.topic ?? "";
      const renamed = info === undefined ? state : { ...state, info: { ...info, topic } };
      return withLine(
        renamed,
        event,
        topic === "" ? "cleared the topic" : `set the topic: ${topic}`,
      );
    }
    case "joined":
      return withLine(state, event, "joined the room");
    case "left":
      return withLine(state, event, "left the room");
    case "settings":
    case "role":
    case "muted":
    case "banned":
    case "unbanned":
      return state;
    default:
      return event satisfies never;
  }
}

/** Puts a page of older messages before the lines. `more` tells whether the page was full. */
export function withOlder(state: RoomState, page: readonly Message[], more: boolean): RoomState {
  const first = state.lines[0]?.seq ?? Infinity;
  const older = page.filter(({ seq }) => seq < first).map(said);
  return { ...state, lines: [...older, ...state.lines], more: more && older.length > 0 };
}

/** Keeps only the newest lines once there are more than `most`, so that a long day stays small. */
export function trimmed(state: RoomState, keep: number, most: number): RoomState {
  if (state.lines.length <= most) return state;
  return { ...state, lines: state.lines.slice(-keep), more: true };
}

function said(message: Message): Said {
  const line: Said = {
    kind: "said",
    seq: message.seq,
    at: message.at,
    from: message.from,
    text: message.text ?? "",
    edited: message.edited === true,
    deleted: false,
    replyTo: message.replyTo ?? undefined,
    prices: message.prices ?? {},
    reactions: message.reactions ?? {},
  };
  return message.deleted === true ? blanked(line) : line;
}

function blanked(line: Said): Said {
  return { ...line, text: "", deleted: true, edited: false, prices: {}, reactions: {} };
}

function reacted(line: Said, emoji: string, user: string, on: boolean): Said {
  const others = (line.reactions[emoji] ?? []).filter((id) => id !== user);
  const users = on ? [...others, user] : others;
  const { [emoji]: _before, ...rest } = line.reactions;
  return { ...line, reactions: users.length === 0 ? rest : { ...rest, [emoji]: users } };
}

function withLine(state: RoomState, event: RoomEvent, what: string): RoomState {
  const { seq, at, from } = event;
  return { ...state, lines: [...state.lines, { kind: "happened", seq, at, from, what }] };
}

function withSaid(state: RoomState, seq: number, change: (line: Said) => Said): RoomState {
  const index = state.lines.findLastIndex((line) => line.seq === seq);
  const line = state.lines[index];
  if (line?.kind !== "said") return state;
  return { ...state, lines: state.lines.with(index, change(line)) };
}
