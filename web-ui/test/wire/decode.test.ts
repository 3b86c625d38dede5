import { describe, expect, test } from "vitest";
import { crc32 } from "../../src/wire/crc32.ts";
import { decode, snapshotEvents } from "../../src/wire/decode.ts";

const ada = { id: "ada", name: "Ada" };
const message = {
  type: "message",
  channel: "room:lobby",
  seq: 8,
  pos: 9,
  at: 1,
  from: ada,
  text: "hi",
};

describe("decoding", () => {
  test("an event comes with its channel and place", () => {
    expect(decode(JSON.stringify(message))).toEqual({
      kind: "event",
      delivery: { channel: "room:lobby", seq: 8, event: message },
    });
  });

  test("a reply is a control message", () => {
    expect(decode('{"type":"ok","id":2,"seq":1046}')).toEqual({
      kind: "control",
      control: { type: "ok", id: 2, seq: 1046 },
    });
  });

  test.each(["", "null", "[]", "7", "{", '{"type":7}', '{"type":"toString"}'])(
    "%j is unknown",
    (data) => {
      expect(decode(data)).toMatchObject({ kind: "unknown" });
    },
  );

  test("an event of a newer server keeps its place in the sequence", () => {
    expect(decode('{"type":"waved","channel":"room:lobby","seq":9}')).toEqual({
      kind: "unknown",
      channel: "room:lobby",
      seq: 9,
    });
  });

  test("an amount that isn't a plain decimal is refused", () => {
    const trade = {
      type: "trade",
      channel: "trades:X",
      seq: 1,
      trade: 1,
      price: "1e5",
      qty: "1",
      side: "buy",
      at: 1,
    };

    expect(decode(JSON.stringify(trade)).kind).toBe("unknown");
    expect(decode(JSON.stringify({ ...trade, price: "100000" })).kind).toBe("event");
  });

  test("one strange event doesn't cost the rest of a snapshot", () => {
    expect(snapshotEvents({ events: [{ type: "waved", seq: 7 }, null, message] })).toEqual([
      message,
    ]);
  });
});

test("the checksum is CRC-32 as IEEE has it", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  expect(crc32("")).toBe(0);
});
