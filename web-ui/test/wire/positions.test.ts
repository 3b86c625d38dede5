import { describe, expect, test } from "vitest";
import { isSequenced, place, resumed } from "../../src/wire/positions.ts";

const at = (seq: number) => ({ epoch: "k3v9", seq });

describe("an event", () => {
  test("that follows is applied", () => expect(place(at(7), { seq: 8 })).toBe("apply"));
  test("that was seen is a duplicate", () => expect(place(at(7), { seq: 7 })).toBe("duplicate"));
  test("that leaves one out shows a hole", () => expect(place(at(7), { seq: 9 })).toBe("hole"));
  test("merged from several follows what it says", () => {
    expect(place(at(7), { seq: 12, prev: 7 })).toBe("apply");
    expect(place(at(7), { seq: 12, prev: 9 })).toBe("hole");
  });
  test("that replaces everything may come after any hole", () => {
    expect(place(at(7), { seq: 90, whole: true })).toBe("apply");
    expect(place(at(7), { seq: 6, whole: true })).toBe("duplicate");
  });
});

describe("a subscribed", () => {
  const reply = { type: "subscribed", channel: "room:lobby", epoch: "k3v9", seq: 20 } as const;

  test("with a snapshot stands where the snapshot does", () => {
    expect(resumed(at(7), { ...reply, recovered: false, epoch: "new" })).toEqual({
      epoch: "new",
      seq: 20,
    });
  });
  test("that recovers stays in place for the replay to move it", () => {
    expect(resumed(at(7), { ...reply, recovered: true })).toEqual(at(7));
  });
});

test("rooms, trades and books count, the rest doesn't", () => {
  const channels = [
    "room:lobby",
    "trades:BTC-USD",
    "book:BTC-USD",
    "me",
    "presence:lobby",
    "ticker:*",
    "candles:BTC-USD:1m",
  ];

  expect(channels.filter(isSequenced)).toEqual(channels.slice(0, 4));
});
