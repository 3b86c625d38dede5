import { describe, expect, test } from "vitest";
import {
  NO_CANDLES,
  reduceCandles,
  reduceQuotes,
  reduceTape,
  withSeries,
} from "../../src/state/ticks.ts";
import type { Candle, Ticker, Trade } from "../../src/wire/messages.ts";

const ticker = (last: string | null): Ticker => ({ type: "ticker", symbol: "BTC-USD", last });
const candle = (start: number, close: string): Candle => ({
  start,
  open: "1",
  high: "9",
  low: "1",
  close,
  volume: "0",
});
const trade = (id: number): Trade => ({
  type: "trade",
  trade: id,
  price: "1",
  qty: "1",
  side: "buy",
  at: id,
});

test("a quote tells which way the price last moved", () => {
  const quotes = ["9.00", "10.00", "10.00", "9.50"]
    .map(ticker)
    .map((_, index, all) => reduceQuotes(new Map(), all.slice(0, index + 1)).get("BTC-USD"));

  expect(quotes.map((quote) => quote?.move)).toEqual([undefined, "up", "up", "down"]);
  expect(quotes.map((quote) => quote?.moves)).toEqual([0, 1, 1, 2]);
});

test("a market without a trade has no move", () => {
  expect(reduceQuotes(new Map(), [ticker(null), ticker("1.00")]).get("BTC-USD")).toMatchObject({
    moves: 0,
  });
});

test("the tape has the newest trade first and an end", () => {
  expect(
    reduceTape([trade(2), trade(1)], [trade(3), trade(4)], 3).map(({ trade: id }) => id),
  ).toEqual([4, 3, 2]);
});

describe("candles", () => {
  const series = withSeries(NO_CANDLES, [candle(60, "1"), candle(120, "2")]);

  test("the newest one grows", () => {
    expect(reduceCandles(series, [candle(120, "3")]).items).toEqual([
      candle(60, "1"),
      candle(120, "3"),
    ]);
  });

  test("the next one follows, also after a gap", () => {
    expect(reduceCandles(series, [candle(300, "3")]).items.map(({ start }) => start)).toEqual([
      60, 120, 300,
    ]);
  });

  test("an older one is corrected in place", () => {
    expect(reduceCandles(series, [candle(60, "5"), candle(90, "6")]).items).toEqual([
      candle(60, "5"),
      candle(90, "6"),
      candle(120, "2"),
    ]);
  });

  test("another series is known as one", () => {
    expect(withSeries(series, []).series).not.toBe(series.series);
    expect(reduceCandles(series, [candle(180, "1")]).series).toBe(series.series);
  });
});
