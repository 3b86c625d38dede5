import { describe, expect, test } from "vitest";
import {
  fromSnapshot,
  reduceRoom,
  trimmed,
  withOlder,
  type RoomState,
  type Said,
} from "../../src/state/room.ts";
import type { Message, RoomEvent } from "../../src/wire/messages.ts";

const ada = { id: "ada", name: "Ada" };
const ben = { id: "ben", name: "Ben" };
const place = (seq: number) => ({ seq, at: seq * 1_000, from: ada });

function message(seq: number, text: string): Message {
  return { ...place(seq), type: "message", text, card: undefined };
}

function roomOf(...events: readonly RoomEvent[]): RoomState {
  return fromSnapshot({ info: undefined, events, pins: [], seq: events.at(-1)?.seq ?? 0 });
}

function saidIn(state: RoomState, seq: number): Said | undefined {
  return state.lines.find((line): line is Said => line.kind === "said" && line.seq === seq);
}

describe("a room", () => {
  test("appends messages and drops what was seen", () => {
    const room = roomOf(message(1, "one"));

    const next = [message(2, "two"), message(2, "again"), message(1, "one")].reduce(
      reduceRoom,
      room,
    );

    expect(next.lines.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(saidIn(next, 2)?.text).toBe("two");
    expect(next.seq).toBe(2);
  });

  test("shows the text as last edited", () => {
    const next = reduceRoom(roomOf(message(1, "teh")), {
      ...place(2),
      type: "edited",
      message: 1,
      text: "the",
    });

    expect(saidIn(next, 1)).toMatchObject({ text: "the", edited: true });
  });

  test("keeps nothing of a deleted message, and an edit doesn't bring it back", () => {
    const said = {
      ...message(1, "secret"),
      prices: { "BTC-USD": "1.00" },
      reactions: { "👍": ["ben"] },
    };

    const deleted = reduceRoom(roomOf(said), { ...place(2), type: "deleted", message: 1 });
    const edited = reduceRoom(deleted, { ...place(3), type: "edited", message: 1, text: "secret" });

    expect(JSON.stringify(edited)).not.toContain("secret");
    expect(saidIn(edited, 1)).toMatchObject({ deleted: true, text: "", prices: {}, reactions: {} });
  });

  test("takes a replayed message that is gone as gone", () => {
    expect(saidIn(roomOf({ ...message(1, ""), deleted: true }), 1)?.deleted).toBe(true);
  });

  test("counts each person once for a reaction", () => {
    const react = (seq: number, type: "reacted" | "unreacted", from = ada): RoomEvent => ({
      ...place(seq),
      from,
      type,
      message: 1,
      emoji: "👍",
    });
    const twice = [react(2, "reacted"), react(3, "reacted"), react(4, "reacted", ben)].reduce(
      reduceRoom,
      roomOf(message(1, "hi")),
    );

    expect(saidIn(twice, 1)?.reactions).toEqual({ "👍": ["ada", "ben"] });
    expect(
      saidIn([react(5, "unreacted"), react(6, "unreacted", ben)].reduce(reduceRoom, twice), 1)
        ?.reactions,
    ).toEqual({});
  });

  test("pins in the order of pinning", () => {
    const events: readonly RoomEvent[] = [
      { ...place(3), type: "pinned", message: 1 },
      { ...place(4), type: "pinned", message: 2 },
      { ...place(5), type: "unpinned", message: 1 },
    ];

    expect(events.reduce(reduceRoom, roomOf(message(1, "a"), message(2, "b"))).pins).toEqual([2]);
  });

  test("puts older messages first, each once", () => {
    const room = roomOf(message(8, "new"));

    const next = withOlder(room, [message(6, "old"), message(7, "older"), message(8, "new")], true);

    expect(next.lines.map(({ seq }) => seq)).toEqual([6, 7, 8]);
    expect(next.more).toBe(true);
    expect(withOlder(next, [], true).more).toBe(false);
  });

  test("knows whether there is anything before its first line", () => {
    expect(roomOf(message(1, "first")).more).toBe(false);
    expect(roomOf(message(2, "second")).more).toBe(true);
  });

  test("forgets the oldest lines of a long day, which can be loaded again", () => {
    const room = roomOf(message(1, "a"), message(2, "b"), message(3, "c"));

    expect(trimmed(room, 1, 2)).toMatchObject({ more: true, lines: [{ seq: 3 }] });
    expect(trimmed(room, 1, 3)).toBe(room);
  });
});
