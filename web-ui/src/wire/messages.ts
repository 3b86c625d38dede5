/** What the server sends, as PROTOCOL §3 to §6 has it. A shape is checked once, at the border. */
import {
  anything,
  decimal,
  flag,
  integer,
  list,
  maybe,
  object,
  oneOf,
  pair,
  text,
  triple,
  type Shape,
  type Shaped,
} from "./shape.ts";
import { meEvents, person, roomEvents, type MeEvent, type RoomEvent } from "./roomShapes.ts";

export * from "./roomShapes.ts";

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
  | MeEvent
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
  /** What became of a slash command; for its sender only. */
  text: maybe(text),
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
  ...roomEvents,
  ...meEvents,
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
