/** What the server sends of rooms and of the people in them, as PROTOCOL §4, §5 and §8 have it. */
import {
  anything,
  decimal,
  flag,
  integer,
  isObject,
  list,
  maybe,
  object,
  oneOf,
  table,
  text,
  type Shape,
  type Shaped,
} from "./shape.ts";

export const person = object({ id: text, name: text, guest: maybe(flag) });
export type Person = Shaped<typeof person>;

/** A room; `role`, `read` and `unread` are the caller's own, and only a member's. */
export const room = object({
  room: text,
  name: text,
  topic: maybe(text),
  visibility: maybe(text),
  slow: maybe(integer),
  members: maybe(integer),
  seq: maybe(integer),
  readOnly: maybe(flag),
  archived: maybe(flag),
  role: maybe(text),
  read: maybe(integer),
  unread: maybe(integer),
});
export type Room = Shaped<typeof room>;

/** How the user of the connection stands in a room. */
export const you = object({
  role: maybe(text),
  mutedUntil: maybe(integer),
  read: maybe(integer),
});
export type You = Shaped<typeof you>;

const fillCard = object({
  kind: oneOf("fill"),
  symbol: text,
  side: oneOf("buy", "sell"),
  price: decimal,
  qty: decimal,
  at: integer,
});
const positionCard = object({
  kind: oneOf("position"),
  symbol: text,
  qty: decimal,
  average: decimal,
  last: maybe(decimal),
  pnl: maybe(decimal),
});
export type Card = Shaped<typeof fillCard> | Shaped<typeof positionCard>;

/** A trade or position that the server vouches for; none where it is of a kind not known here. */
export function cardOf(value: unknown): Card | undefined {
  return fillCard(value) || positionCard(value) ? value : undefined;
}

const inRoom = { seq: integer, at: integer, from: person };

export const message = object({
  ...inRoom,
  type: oneOf("message"),
  text: maybe(text),
  replyTo: maybe(integer),
  mentions: maybe(list(text)),
  prices: maybe(table(decimal)),
  card: anything,
  deleted: maybe(flag),
  edited: maybe(flag),
  reactions: maybe(table(list(text))),
});
export type Message = Shaped<typeof message>;

/** A message as the history page gives it, where the type may be left out. */
export const storedMessage: Shape<Omit<Message, "type">> = (
  value,
): value is Omit<Message, "type"> => isObject(value) && message({ ...value, type: "message" });

const edited = object({
  ...inRoom,
  type: oneOf("edited"),
  message: integer,
  text: maybe(text),
  deleted: maybe(flag),
});
const aboutMessage = object({
  ...inRoom,
  type: oneOf("deleted", "pinned", "unpinned"),
  message: integer,
});
const reaction = object({
  ...inRoom,
  type: oneOf("reacted", "unreacted"),
  message: integer,
  emoji: text,
});
/** `by` brought them in or removed them. */
const passage = object({ ...inRoom, type: oneOf("joined", "left"), by: maybe(text) });
const topic = object({ ...inRoom, type: oneOf("topic"), topic: maybe(text) });
const settings = object({
  ...inRoom,
  type: oneOf("settings"),
  name: maybe(text),
  visibility: maybe(text),
  slow: maybe(integer),
  readOnly: maybe(flag),
  archived: maybe(flag),
});
const roleChanged = object({ ...inRoom, type: oneOf("role"), user: text, role: text });
/** Without `until` they may speak again. */
const muted = object({ ...inRoom, type: oneOf("muted"), user: text, until: maybe(integer) });
const banned = object({ ...inRoom, type: oneOf("banned", "unbanned"), user: text });

export type RoomEvent =
  | Message
  | Shaped<typeof edited>
  | Shaped<typeof aboutMessage>
  | Shaped<typeof reaction>
  | Shaped<typeof passage>
  | Shaped<typeof topic>
  | Shaped<typeof settings>
  | Shaped<typeof roleChanged>
  | Shaped<typeof muted>
  | Shaped<typeof banned>;

export const roomEvents: Readonly<Record<RoomEvent["type"], Shape<RoomEvent>>> = {
  message,
  edited,
  deleted: aboutMessage,
  pinned: aboutMessage,
  unpinned: aboutMessage,
  reacted: reaction,
  unreacted: reaction,
  joined: passage,
  left: passage,
  topic,
  settings,
  role: roleChanged,
  muted,
  banned,
  unbanned: banned,
};

const mention = object({
  seq: integer,
  type: oneOf("mention"),
  room: text,
  message: integer,
  from: person,
});
/** `message` is how far was read; `seq` is the event's own place on `me`. */
const read = object({ seq: integer, type: oneOf("read"), room: text, message: integer });
/** Somebody made the user a member, or opened a room of two. */
const added = object({ seq: integer, type: oneOf("added"), room: text, from: person });

/** What concerns the user alone, of what the page follows. */
export type MeEvent = Shaped<typeof mention> | Shaped<typeof read> | Shaped<typeof added>;

export const meEvents: Readonly<Record<MeEvent["type"], Shape<MeEvent>>> = {
  mention,
  read,
  added,
};

export const member = object({
  user: text,
  name: text,
  guest: maybe(flag),
  role: maybe(text),
  mutedUntil: maybe(integer),
  banned: maybe(flag),
});
export type Member = Shaped<typeof member>;

export const invite = object({
  invite: text,
  token: maybe(text),
  at: maybe(integer),
  expiresAt: maybe(integer),
  uses: maybe(integer),
});
export type Invite = Shaped<typeof invite>;

const hookTrades = object({ symbol: text, qty: decimal });
const deadDelivery = object({ delivery: integer, at: integer, attempts: integer, reason: text });
/** A webhook: in where it has a name, out where it has a URL. `path` and `secret` come once. */
export const hook = object({
  hook: text,
  name: maybe(text),
  path: maybe(text),
  url: maybe(text),
  secret: maybe(text),
  events: maybe(list(text)),
  trades: maybe(hookTrades),
  deliveries: maybe(integer),
  dead: maybe(list(deadDelivery)),
  failing: maybe(object({ since: integer, attempts: integer, reason: text, nextAt: integer })),
});
export type Hook = Shaped<typeof hook>;

/** What came of posting once more what was given up. */
export const delivered = object({ taken: flag, reason: maybe(text) });
export type Delivered = Shaped<typeof delivered>;

export const report = object({
  report: integer,
  message: integer,
  author: maybe(text),
  by: person,
  at: integer,
  reason: text,
});
export type Report = Shaped<typeof report>;

export const fill = object({
  trade: integer,
  symbol: text,
  side: oneOf("buy", "sell"),
  price: decimal,
  qty: decimal,
  at: integer,
});
export type Fill = Shaped<typeof fill>;
