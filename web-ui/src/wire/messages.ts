/** What the server sends, as PROTOCOL §3 to §6 has it. A shape is checked once, at the border. */
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
  pair,
  table,
  text,
  triple,
  type Shape,
  type Shaped,
} from "./shape.ts";

export const person = object({ id: text, name: text, guest: maybe(flag) });
export type Person = Shaped<typeof person>;

export const room = object({
  room: text,
  name: text,
  topic: maybe(text),
  visibility: maybe(text),
  members: maybe(integer),
});
export type Room = Shaped<typeof room>;

export const market = object({
  symbol: text,
  base: text,
  quote: text,
  tick: decimal,
  lot: decimal,
  source: maybe(text),
  status: maybe(text),
});
export type Market = Shaped<typeof market>;

const inRoom = { seq: integer, at: integer, from: person };

export const message = object({
  ...inRoom,
  type: oneOf("message"),
  text: maybe(text),
  replyTo: maybe(integer),
  mentions: maybe(list(text)),
  prices: maybe(table(decimal)),
  deleted: maybe(flag),
  edited: maybe(flag),
  reactions: maybe(table(list(text))),
});
export type Message = Shaped<typeof message>;

/** A message as the history page gives it, where the type may be left out. */
export const storedMessage: Shape<Omit<Message, "type">> = (
  value,
): value is Omit<Message, "type"> => isObject(value) && message({ ...value, type: "message" });

const edited = object({ ...inRoom, type: oneOf("edited"), message: integer, text: maybe(text) });
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
const passage = object({ ...inRoom, type: oneOf("joined", "left") });
const topic = object({ ...inRoom, type: oneOf("topic"), topic: maybe(text) });
const roomRule = object({
  ...inRoom,
  type: oneOf("settings", "role", "muted", "banned", "unbanned"),
});

export type RoomEvent =
  | Message
  | Shaped<typeof edited>
  | Shaped<typeof aboutMessage>
  | Shaped<typeof reaction>
  | Shaped<typeof passage>
  | Shaped<typeof topic>
  | Shaped<typeof roomRule>;

const presenceChanged = object({
  type: oneOf("presence.changed"),
  count: integer,
  joined: maybe(list(person)),
  left: maybe(list(text)),
});
const typing = object({ type: oneOf("typing"), from: person, on: flag });
export type PresenceEvent = Shaped<typeof presenceChanged> | Shaped<typeof typing>;

export const ticker = object({
  type: oneOf("ticker"),
  symbol: text,
  last: maybe(decimal),
  bid: maybe(decimal),
  bidQty: maybe(decimal),
  ask: maybe(decimal),
  askQty: maybe(decimal),
  open24h: maybe(decimal),
  high24h: maybe(decimal),
  low24h: maybe(decimal),
  volume24h: maybe(decimal),
  at: maybe(integer),
});
export type Ticker = Shaped<typeof ticker>;

export const trade = object({
  type: oneOf("trade"),
  trade: integer,
  price: decimal,
  qty: decimal,
  side: oneOf("buy", "sell"),
  at: integer,
});
export type Trade = Shaped<typeof trade>;

const level = pair(decimal, decimal);
export const book = object({
  type: oneOf("book"),
  seq: integer,
  bids: list(level),
  asks: list(level),
  checksum: integer,
});
const bookDelta = object({
  type: oneOf("book.delta"),
  seq: integer,
  prev: maybe(integer),
  changes: list(triple(oneOf("bid", "ask"), decimal, decimal)),
  checksum: integer,
});
export type Level = Shaped<typeof level>;
export type BookEvent = Shaped<typeof book> | Shaped<typeof bookDelta>;

const candleFields = {
  start: integer,
  open: decimal,
  high: decimal,
  low: decimal,
  close: decimal,
  volume: decimal,
};
export const candle = object(candleFields);
const candleEvent = object({ ...candleFields, type: oneOf("candle") });
export type Candle = Shaped<typeof candle>;

const halt = object({ type: oneOf("halted", "resumed") });

export type ChannelEvent =
  | RoomEvent
  | PresenceEvent
  | Ticker
  | Trade
  | BookEvent
  | Shaped<typeof candleEvent>
  | Shaped<typeof halt>;

const user = object({ id: text, name: text, guest: maybe(flag), role: maybe(text) });
export type User = Shaped<typeof user>;
export const userShape: Shape<User> = user;

const welcome = object({
  type: oneOf("welcome"),
  at: maybe(integer),
  heartbeat: maybe(integer),
  user: maybe(user),
});
const goodbye = object({ type: oneOf("goodbye"), retryAfter: maybe(integer) });
const notice = object({ type: oneOf("notice"), text });
const subscribed = object({
  type: oneOf("subscribed"),
  id: maybe(integer),
  channel: text,
  epoch: text,
  seq: integer,
  recovered: maybe(flag),
  reason: maybe(text),
  snapshot: anything,
});
const unsubscribed = object({ type: oneOf("unsubscribed"), channel: text, code: maybe(text) });
const live = object({ type: oneOf("live"), channel: text });
const ok = object({
  type: oneOf("ok"),
  id: maybe(integer),
  seq: maybe(integer),
  user: maybe(user),
  expiresAt: maybe(integer),
});
const pong = object({ type: oneOf("pong"), id: maybe(integer), at: maybe(integer) });
const failure = object({
  type: oneOf("error"),
  id: maybe(integer),
  code: text,
  message: maybe(text),
  temporary: maybe(flag),
  retryAfter: maybe(integer),
});

export type Welcome = Shaped<typeof welcome>;
export type Subscribed = Shaped<typeof subscribed>;
export type OkReply = Shaped<typeof ok>;
export type ErrorReply = Shaped<typeof failure>;
export type Control =
  | Welcome
  | Shaped<typeof goodbye>
  | Shaped<typeof notice>
  | Subscribed
  | Shaped<typeof unsubscribed>
  | Shaped<typeof live>
  | OkReply
  | Shaped<typeof pong>
  | ErrorReply;

export const controls: Readonly<Record<Control["type"], Shape<Control>>> = {
  welcome,
  goodbye,
  notice,
  subscribed,
  unsubscribed,
  live,
  ok,
  pong,
  error: failure,
};

export const events: Readonly<Record<ChannelEvent["type"], Shape<ChannelEvent>>> = {
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
  settings: roomRule,
  role: roomRule,
  muted: roomRule,
  banned: roomRule,
  unbanned: roomRule,
  "presence.changed": presenceChanged,
  typing,
  ticker,
  trade,
  book,
  "book.delta": bookDelta,
  candle: candleEvent,
  halted: halt,
  resumed: halt,
};
