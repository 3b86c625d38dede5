import { cardOf, type Card, type Message, type Person } from "../wire/messages.ts";
import type { Room, RoomEvent, You } from "../wire/messages.ts";
import { happening, type Happening } from "./happening.ts";

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
  readonly mentions: readonly string[];
  readonly card: Card | undefined;
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

/** Something else that happened in the room and is worth a line. */
export interface Happened extends Happening {
  readonly kind: "happened";
  readonly seq: number;
  readonly at: number;
  readonly from: Person;
}

export type Line = Said | Happened;

/** An event that changes a message. */
type Remark = Extract<RoomEvent, { readonly message: number }>;

/** What is known of one room: its lines by `seq`, without holes from the oldest one kept. */
export interface RoomState {
  readonly status: "loading" | "live" | "ended";
  /** Why it ended: a code, and words for people. */
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly info: Room | undefined;
  readonly seq: number;
  readonly lines: readonly Line[];
  /** The pinned messages by `seq`, in the order of pinning. */
  readonly pins: readonly number[];
  /** Messages that are known without being among the lines: pinned, quoted, in a thread. */
  readonly aside: ReadonlyMap<number, Said>;
  /** Remarks about messages before the lines: a page of history may be older than they are. */
  readonly late: readonly Remark[];
  /** Whether there may be messages before the first line. */
  readonly more: boolean;
  /** Who looks, if known, and how they stand here. */
  readonly me: string | undefined;
  readonly you: You | undefined;
}

export const NO_ROOM: RoomState = {
  status: "loading",
  code: undefined,
  reason: undefined,
  info: undefined,
  seq: 0,
  lines: [],
  pins: [],
  aside: new Map(),
  late: [],
  more: false,
  me: undefined,
  you: undefined,
};

const LATE_KEPT = 500;

export interface RoomSnapshot {
  readonly info: Room | undefined;
  readonly events: readonly RoomEvent[];
  /** The pinned messages, as last edited. */
  readonly pins: readonly Message[];
  readonly seq: number;
  readonly me?: string | undefined;
  readonly you?: You | undefined;
}

/** The state that a snapshot gives: its events folded, then marked as known up to `seq`. */
export function fromSnapshot(snapshot: RoomSnapshot): RoomState {
  const folded = snapshot.events.reduce(reduceRoom, { ...NO_ROOM, me: snapshot.me });
  const first = snapshot.events[0];
  const state: RoomState = {
    ...folded,
    status: "live",
    info: snapshot.info,
    you: snapshot.you,
    seq: snapshot.seq,
    pins: snapshot.pins.map(({ seq }) => seq),
    aside: new Map(),
    more: (first?.seq ?? snapshot.seq + 1) > 1 && snapshot.seq > 0,
  };
  return withAside(state, snapshot.pins);
}

/** Applies the next event. One that was seen before changes nothing. */
export function reduceRoom(state: RoomState, event: RoomEvent): RoomState {
  if (event.seq <= state.seq) return state;
  return { ...withLine(applied(state, event), event), seq: event.seq };
}

function applied(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "message":
      return { ...state, lines: [...state.lines, said(event)] };
    case "edited":
    case "reacted":
    case "unreacted":
      return withRemark(state, event);
    case "deleted":
      return withRemark(withoutPin(state, event.message), event);
    case "pinned":
      return { ...state, pins: [...withoutPin(state, event.message).pins, event.message] };
    case "unpinned":
      return withoutPin(state, event.message);
    case "topic":
      return withInfo(state, { topic: event.topic ?? "" });
    case "settings": {
      const { name, visibility, slow, readOnly, archived } = event;
      return withInfo(state, {
        ...(typeof name === "string" ? { name } : {}),
        visibility,
        slow,
        readOnly,
        archived,
      });
    }
    case "joined":
      return withYou(withMembers(state, 1), event.from.id, { role: "member" });
    case "left":
      return withYou(withMembers(state, -1), event.from.id, { role: undefined });
    case "role":
      return withYou(state, event.user, { role: event.role });
    case "muted":
      return withYou(state, event.user, { mutedUntil: event.until });
    case "banned":
    case "unbanned":
      return state;
    default:
      return event satisfies never;
  }
}

/** A message wherever it is known. */
export function messageOf(state: RoomState, seq: number): Said | undefined {
  const line = state.lines[indexOf(state, seq)];
  return line?.kind === "said" ? line : state.aside.get(seq);
}

/** Puts a page of older messages before the lines. `more` tells whether the page was full. */
export function withOlder(state: RoomState, page: readonly Message[], more: boolean): RoomState {
  const first = state.lines[0]?.seq ?? Infinity;
  const older = page.filter(({ seq }) => seq < first).map((message) => caughtUp(state, message));
  const aside = new Map(state.aside);
  older.forEach(({ seq }) => aside.delete(seq));
  return { ...state, lines: [...older, ...state.lines], aside, more: more && older.length > 0 };
}

/** Takes in messages that aren't among the lines. */
export function withAside(state: RoomState, messages: readonly Message[]): RoomState {
  const unknown = messages.filter(({ seq }) => messageOf(state, seq) === undefined);
  if (unknown.length === 0) return state;
  const aside = new Map(state.aside);
  for (const message of unknown) aside.set(message.seq, caughtUp(state, message));
  return { ...state, aside };
}

/** Keeps only the newest lines once there are more than `most`, so that a long day stays small. */
export function trimmed(state: RoomState, keep: number, most: number): RoomState {
  if (state.lines.length <= most) return state;
  const aside = new Map(state.aside);
  for (const line of state.lines.slice(0, -keep)) {
    if (line.kind === "said" && state.pins.includes(line.seq)) aside.set(line.seq, line);
  }
  return { ...state, lines: state.lines.slice(-keep), aside, more: true };
}

/** What lines quote and pins hold that isn't known: to be asked for. */
export function unknownMessages(state: RoomState): readonly number[] {
  const named = state.lines.flatMap((line) =>
    line.kind === "said" && line.replyTo !== undefined ? [line.replyTo] : [],
  );
  return [...new Set([...named, ...state.pins])].filter(
    (seq) => messageOf(state, seq) === undefined,
  );
}

/** A message of which history knows nothing any more: it stands as deleted. */
export function goneMessage(seq: number): Message {
  return {
    type: "message",
    seq,
    at: 0,
    from: { id: "", name: "" },
    deleted: true,
    card: undefined,
  };
}

/** A message of history, with what happened to it since it was read there. */
function caughtUp(state: RoomState, message: Message): Said {
  return state.late
    .filter((remark) => remark.message === message.seq)
    .reduce(remarked, said(message));
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
    mentions: message.mentions ?? [],
    card: cardOf(message.card),
    reactions: message.reactions ?? {},
  };
  return message.deleted === true ? blanked(line) : line;
}

function blanked(line: Said): Said {
  const nothing = { text: "", edited: false, prices: {}, mentions: [], card: undefined };
  return { ...line, ...nothing, deleted: true, reactions: {} };
}

function remarked(line: Said, remark: Remark): Said {
  if (line.deleted) return line;
  switch (remark.type) {
    case "deleted":
      return blanked(line);
    case "edited": // Without text its message is gone, and that is told as well.
      return typeof remark.text === "string" ? { ...line, text: remark.text, edited: true } : line;
    case "reacted":
      return reacted(line, remark.emoji, remark.from.id, true);
    case "unreacted":
      return reacted(line, remark.emoji, remark.from.id, false);
    case "pinned":
    case "unpinned":
      return line;
    default:
      return remark satisfies never;
  }
}

function reacted(line: Said, emoji: string, user: string, on: boolean): Said {
  const users = line.reactions[emoji] ?? [];
  if (users.includes(user) === on) return line;
  const { [emoji]: _before, ...rest } = line.reactions;
  const now = on ? [...users, user] : users.filter((id) => id !== user);
  if (now.length === 0) return { ...line, reactions: rest };
  return {
    ...line,
    reactions: on ? { ...line.reactions, [emoji]: now } : { ...rest, [emoji]: now },
  };
}

function withRemark(state: RoomState, remark: Remark): RoomState {
  const { message: seq } = remark;
  const index = indexOf(state, seq);
  const line = state.lines[index];
  if (line?.kind === "said") {
    return { ...state, lines: state.lines.with(index, remarked(line, remark)) };
  }
  const next = { ...state, late: [...state.late, remark].slice(-LATE_KEPT) };
  const aside = state.aside.get(seq);
  if (aside === undefined) return next;
  return { ...next, aside: new Map(state.aside).set(seq, remarked(aside, remark)) };
}

function indexOf(state: RoomState, seq: number): number {
  const first = state.lines[0]?.seq ?? Infinity;
  return seq < first ? -1 : state.lines.findLastIndex((line) => line.seq === seq);
}

function withoutPin(state: RoomState, seq: number): RoomState {
  return { ...state, pins: state.pins.filter((pin) => pin !== seq) };
}

function withInfo(state: RoomState, change: Partial<Room>): RoomState {
  return state.info === undefined ? state : { ...state, info: { ...state.info, ...change } };
}

function withMembers(state: RoomState, by: 1 | -1): RoomState {
  return withInfo(state, { members: Math.max(0, (state.info?.members ?? 0) + by) });
}

function withYou(state: RoomState, user: string, change: Partial<You>): RoomState {
  if (user !== state.me || state.you === undefined) return state;
  return { ...state, you: { ...state.you, ...change } };
}

function withLine(state: RoomState, event: RoomEvent): RoomState {
  const happened = happening(event);
  if (happened === undefined) return state;
  const { seq, at, from } = event;
  return { ...state, lines: [...state.lines, { kind: "happened", seq, at, from, ...happened }] };
}
