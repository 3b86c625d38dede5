import type { Candle, Ticker, Trade } from "../wire/messages.ts";
import { compareDecimals } from "./decimals.ts";

/** A market's latest figures, with the direction in which the last price moved. */
export interface Quote {
  readonly ticker: Ticker;
  readonly move: "up" | "down" | undefined;
  /** Grows with every move, so that a view can tell two moves in the same direction apart. */
  readonly moves: number;
}

export type Quotes = ReadonlyMap<string, Quote>;

/** Takes in what came since the last frame, oldest first. */
export function reduceQuotes(quotes: Quotes, tickers: readonly Ticker[]): Quotes {
  if (tickers.length === 0) return quotes;
  const next = new Map(quotes);
  for (const ticker of tickers) next.set(ticker.symbol, quoted(next.get(ticker.symbol), ticker));
  return next;
}

function quoted(before: Quote | undefined, ticker: Ticker): Quote {
  const from = before?.ticker.last;
  const to = ticker.last;
  if (before === undefined || typeof from !== "string" || typeof to !== "string") {
    return { ticker, move: before?.move, moves: before?.moves ?? 0 };
  }
  const order = compareDecimals(to, from);
  if (order === 0) return { ...before, ticker };
  return { ticker, move: order > 0 ? "up" : "down", moves: before.moves + 1 };
}

/** The newest trades first, at most `keep`. @param trades what is new, oldest first */
export function reduceTape(
  tape: readonly Trade[],
  trades: readonly Trade[],
  keep: number,
): readonly Trade[] {
  return [...trades.toReversed(), ...tape].slice(0, keep);
}

/** The candles of one market and interval, oldest first. */
export interface Candles {
  readonly status: "loading" | "live" | "none";
  /** Grows when the whole series is another one. */
  readonly series: number;
  readonly items: readonly Candle[];
}

export const NO_CANDLES: Candles = { status: "loading", series: 0, items: [] };

const CANDLES_KEPT = 2_000;

export function withSeries(before: Candles, items: readonly Candle[]): Candles {
  return { status: "live", series: before.series + 1, items };
}

/** Takes in candles: the newest one grows or gets a successor, an older one is corrected. */
export function reduceCandles(candles: Candles, changed: readonly Candle[]): Candles {
  let items = candles.items;
  for (const candle of changed) {
    const index = items.findLastIndex(({ start }) => start <= candle.start);
    const exists = items[index]?.start === candle.start;
    items = exists ? items.with(index, candle) : items.toSpliced(index + 1, 0, candle);
  }
  return { ...candles, items: items.slice(-CANDLES_KEPT) };
}
