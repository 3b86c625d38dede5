import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { snapshotItems } from "../wire/decode.ts";
import type { Feed } from "../wire/feed.ts";
import type { Api } from "../wire/http.ts";
import { book as bookShape, candle, ticker, trade } from "../wire/messages.ts";
import type { Market, Ticker, Trade } from "../wire/messages.ts";
import { isObject } from "../wire/shape.ts";
import type { ChannelNews, Following } from "../wire/subscriptions.ts";
import { NO_BOOK, reduceBook, type Book } from "./book.ts";
import type { Frames } from "./frames.ts";
import type { Session } from "./session.ts";
import {
  NO_CANDLES,
  reduceCandles,
  reduceQuotes,
  reduceTape,
  withSeries,
  type Candles,
  type Quotes,
} from "./ticks.ts";

export const INTERVALS = ["1s", "1m", "5m", "15m", "1h"] as const;
export type Interval = (typeof INTERVALS)[number];

export interface Markets {
  readonly list: ReadonlySignal<readonly Market[]>;
  readonly quotes: ReadonlySignal<Quotes>;
  /** The symbol of the chosen market; empty until one is known. */
  readonly symbol: ReadonlySignal<string>;
  readonly market: ReadonlySignal<Market | undefined>;
  readonly interval: ReadonlySignal<Interval>;
  readonly candles: ReadonlySignal<Candles>;
  readonly book: ReadonlySignal<Book>;
  /** The newest trades of the chosen market, newest first. */
  readonly tape: ReadonlySignal<readonly Trade[]>;
  readonly select: (symbol: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly setInterval: (interval: Interval) => void;
}

export const BOOK_DEPTH = 10;
const TAPE_KEPT = 80;
const FRESH_BOOK_MS = 1_000;

export function marketsStore(
  feed: Feed,
  api: Api,
  frames: Frames,
  session: Session,
  first: string,
): Markets {
  const list = signal<readonly Market[]>([]);
  const quotes = signal<Quotes>(new Map());
  const symbol = signal(first);
  const interval = signal<Interval>("1m");
  const candles = signal<Candles>(NO_CANDLES);
  const book = signal<Book>(NO_BOOK);
  const tape = signal<readonly Trade[]>([]);

  const newTickers = frames.queue<Ticker>(
    (tickers) => (quotes.value = reduceQuotes(quotes.peek(), tickers)),
  );
  feed.follow("ticker:*", {}, (news) => {
    if (news.kind === "snapshot")
      itemsIn(news.snapshot, "ticker").filter(ticker).forEach(newTickers.push);
    else if (news.kind === "event" && news.event.type === "ticker") newTickers.push(news.event);
  });
  effect(() => {
    if (session.live.value) void loadMarkets();
  });
  effect(() => (symbol.value === "" ? undefined : followTrades(symbol.value)));
  effect(() => (symbol.value === "" ? undefined : followBook(symbol.value)));
  effect(() => (symbol.value === "" ? undefined : followCandles(symbol.value, interval.value)));

  async function loadMarkets(): Promise<void> {
    const answer = await api.markets();
    if (!answer.ok) return;
    list.value = answer.value;
    const chosen = answer.value.some((market) => market.symbol === symbol.peek());
    if (!chosen) symbol.value = answer.value[0]?.symbol ?? "";
  }

  function followTrades(of: string): () => void {
    tape.value = [];
    const news = frames.queue<ChannelNews>(
      (items) => (tape.value = withTapeNews(tape.peek(), items)),
    );
    const following = feed.follow(`trades:${of}`, {}, news.push);
    return () => {
      following.stop();
      news.close();
    };
  }

  function followBook(of: string): () => void {
    book.value = NO_BOOK;
    let restartedAt = 0;
    let restart: ReturnType<typeof setTimeout> | undefined;
    const news = frames.queue<ChannelNews>((items) => {
      book.value = items.reduce(withBookNews, book.peek());
      if (book.value.status === "stale" && restart === undefined) {
        const wait = Math.max(0, restartedAt + FRESH_BOOK_MS - Date.now());
        restart = setTimeout(() => {
          restart = undefined;
          restartedAt = Date.now();
          following.restart();
        }, wait);
      }
    });
    const following: Following = feed.follow(`book:${of}`, { depth: BOOK_DEPTH }, news.push);
    return () => {
      clearTimeout(restart);
      following.stop();
      news.close();
    };
  }

  function followCandles(of: string, every: Interval): () => void {
    candles.value = withSeries(candles.peek(), []);
    const news = frames.queue<ChannelNews>(
      (items) => (candles.value = items.reduce(withCandleNews, candles.peek())),
    );
    const following = feed.follow(`candles:${of}:${every}`, {}, news.push);
    return () => {
      following.stop();
      news.close();
    };
  }

  return {
    list,
    quotes,
    symbol,
    market: computed(() => list.value.find((market) => market.symbol === symbol.value)),
    interval,
    candles,
    book,
    tape,
    select: (chosen) => (symbol.value = chosen),
    step(by) {
      const symbols = list.peek().map((market) => market.symbol);
      const next = symbols.at((symbols.indexOf(symbol.peek()) + by) % Math.max(1, symbols.length));
      if (next !== undefined) symbol.value = next;
    },
    setInterval: (chosen) => (interval.value = chosen),
  };
}

function withTapeNews(tape: readonly Trade[], items: readonly ChannelNews[]): readonly Trade[] {
  return items.reduce((state, news) => {
    if (news.kind === "snapshot")
      return reduceTape([], itemsIn(news.snapshot, "trade").filter(trade), TAPE_KEPT);
    if (news.kind !== "event" || news.event.type !== "trade") return state;
    return reduceTape(state, [news.event], TAPE_KEPT);
  }, tape);
}

function withBookNews(state: Book, news: ChannelNews): Book {
  switch (news.kind) {
    case "snapshot": {
      const whole = isObject(news.snapshot)
        ? { ...news.snapshot, type: "book", seq: news.seq }
        : undefined;
      return bookShape(whole)
        ? reduceBook(state, whole, BOOK_DEPTH)
        : { ...state, status: "stale" };
    }
    case "event":
      return news.event.type === "book" || news.event.type === "book.delta"
        ? reduceBook(state, news.event, BOOK_DEPTH)
        : state;
    case "ended":
      return { ...NO_BOOK, status: "none" };
    case "live":
      return state;
  }
}

function withCandleNews(state: Candles, news: ChannelNews): Candles {
  switch (news.kind) {
    case "snapshot":
      return withSeries(state, snapshotItems(news.snapshot, "items", candle));
    case "event":
      return news.event.type === "candle" ? reduceCandles(state, [news.event]) : state;
    case "ended":
      return { ...state, status: "none" };
    case "live":
      return state;
  }
}

/** The items of a snapshot; a list may leave out the type that its elements share. */
function itemsIn(snapshot: unknown, type: string): readonly unknown[] {
  const items = isObject(snapshot) && Array.isArray(snapshot["items"]) ? snapshot["items"] : [];
  return items.map((item: unknown) => (isObject(item) ? { ...item, type } : item));
}
