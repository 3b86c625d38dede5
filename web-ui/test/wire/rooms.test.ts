import { describe, expect, test } from "vitest";
import { decode } from "../../src/wire/decode.ts";

const at = { channel: "room:desk", seq: 3, pos: 9, at: 1, from: { id: "ada", name: "Ada" } };

describe("events of rooms", () => {
  test.each([
    { type: "edited", message: 1, text: "x" },
    { type: "edited", message: 1, deleted: true },
    { type: "deleted", message: 1 },
    { type: "reacted", message: 1, emoji: "👍" },
    { type: "unreacted", message: 1, emoji: "👍" },
    { type: "pinned", message: 1 },
    { type: "unpinned", message: 1 },
    { type: "joined" },
    { type: "joined", by: "ben" },
    { type: "left", by: "ben" },
    { type: "topic", topic: "" },
    { type: "settings", name: "Desk", visibility: "public", slow: 0, readOnly: false },
    { type: "role", user: "ben", role: "moderator" },
    { type: "muted", user: "ben", until: 7 },
    { type: "muted", user: "ben" },
    { type: "banned", user: "ben" },
    { type: "unbanned", user: "ben" },
  ])("%j is understood", (event) => {
    expect(decode(JSON.stringify({ ...at, ...event })).kind).toBe("event");
  });

  test.each([
    { type: "reacted", message: 1 },
    { type: "edited", text: "x" },
    { type: "role", user: "ben" },
    { type: "muted", until: 7 },
  ])("%j isn't, and keeps its place", (event) => {
    expect(decode(JSON.stringify({ ...at, ...event }))).toMatchObject({ kind: "unknown", seq: 3 });
  });

  test("what concerns the user alone comes by `me`", () => {
    const mention = { ...at, channel: "me", type: "mention", room: "desk", message: 7 };
    const read = { channel: "me", type: "read", seq: 4, pos: 9, at: 1, room: "desk", message: 7 };

    expect(decode(JSON.stringify(mention))).toMatchObject({
      kind: "event",
      delivery: { channel: "me", seq: 3, event: { room: "desk", message: 7 } },
    });
    expect(decode(JSON.stringify(read)).kind).toBe("event");
    const added = { ...at, channel: "me", type: "added", room: "dm-1" };
    expect(decode(JSON.stringify(added))).toMatchObject({
      delivery: { channel: "me", seq: 3, event: { type: "added", room: "dm-1" } },
    });
  });
});
