import { describe, expect, test } from "vitest";
import { FOREVER } from "../../src/state/happening.ts";
import { lastOwn, mayActOn, mayDelete, mayEdit, rightsIn } from "../../src/state/rights.ts";
import {
  fromSnapshot,
  goneMessage,
  messageOf,
  reduceRoom,
  trimmed,
  unknownMessages,
  withAside,
  type RoomState,
} from "../../src/state/room.ts";
import type { Message, Room, RoomEvent, You } from "../../src/wire/messages.ts";

const ada = { id: "ada", name: "Ada" };
const ben = { id: "ben", name: "Ben" };
const info: Room = { room: "desk", name: "Desk", visibility: "public", members: 2 };
const place = (seq: number, from = ben) => ({ seq, at: seq * 1_000, from });
const said = (seq: number, more: Partial<Message> = {}): Message => ({
  ...place(seq),
  type: "message",
  text: `text ${seq}`,
  card: undefined,
  ...more,
});

function deskOf(you: You, change: Partial<Room>, ...events: readonly RoomEvent[]): RoomState {
  return fromSnapshot({
    info: { ...info, ...change },
    events,
    pins: [],
    seq: events.at(-1)?.seq ?? 0,
    me: "ada",
    you,
  });
}

describe("a line of what happened", () => {
  const cases: ReadonlyArray<readonly [RoomEvent, object]> = [
    [{ ...place(1), type: "joined" }, { what: "joined the room" }],
    [
      { ...place(1), type: "joined", by: "ada" },
      { what: "was brought in by", whom: "ada" },
    ],
    [{ ...place(1), type: "left" }, { what: "left the room" }],
    [
      { ...place(1), type: "left", by: "ada" },
      { what: "was removed by", whom: "ada" },
    ],
    [{ ...place(1), type: "topic", topic: "" }, { what: "cleared the topic" }],
    [
      { ...place(1), type: "role", user: "ada", role: "owner" },
      { what: "made", whom: "ada", rest: "an owner" },
    ],
    [
      { ...place(1), type: "muted", user: "ada", until: 5_000 },
      { what: "muted", whom: "ada", until: 5_000 },
    ],
    [
      { ...place(1), type: "muted", user: "ada" },
      { what: "let", whom: "ada", rest: "speak again" },
    ],
    [
      { ...place(1), type: "banned", user: "ada" },
      { what: "banned", whom: "ada" },
    ],
    [
      { ...place(1), type: "unbanned", user: "ada" },
      { what: "lifted the ban of", whom: "ada" },
    ],
    [
      { ...place(1), type: "settings", name: "Desk", visibility: "private", slow: 5 },
      { what: "changed the room: Desk, private, 5 s between messages" },
    ],
  ];
  test.each(cases)("%j", (event, expected) => {
    expect(deskOf({}, {}, event).lines).toMatchObject([{ kind: "happened", ...expected }]);
  });

  test("names no end of a mute that has none", () => {
    const event = { ...place(1), type: "muted", user: "ada", until: FOREVER } as const;

    expect(deskOf({}, {}, event).lines[0]).not.toHaveProperty("until");
  });
});

describe("messages beside the lines", () => {
  test("are asked for where a line quotes or a pin holds what isn't known", () => {
    const state = reduceRoom(deskOf({}, {}, said(7, { replyTo: 2 }), said(8, { replyTo: 7 })), {
      ...place(9),
      type: "pinned",
      message: 3,
    });

    expect(unknownMessages(state)).toEqual([2, 3]);
    expect(unknownMessages(withAside(state, [said(2), goneMessage(3)]))).toEqual([]);
  });

  test("are edited and deleted as lines are", () => {
    const state = withAside(deskOf({}, {}, said(7)), [said(2), said(3)]);

    const next = [
      { ...place(8), type: "edited", message: 2, text: "other" } as const,
      { ...place(9), type: "deleted", message: 3 } as const,
    ].reduce<RoomState>(reduceRoom, state);

    expect(messageOf(next, 2)).toMatchObject({ text: "other", edited: true });
    expect(messageOf(next, 3)).toMatchObject({ text: "", deleted: true });
  });

  test("keep what is pinned of lines that are forgotten", () => {
    const pinned = reduceRoom(deskOf({}, {}, said(1), said(2), said(3)), {
      ...place(4),
      type: "pinned",
      message: 1,
    });

    expect(messageOf(trimmed(pinned, 1, 2), 1)?.text).toBe("text 1");
    expect(messageOf(trimmed(pinned, 1, 2), 2)).toBeUndefined();
  });
});

test("a card of a kind not known here doesn't cost its message", () => {
  const fill = { kind: "fill", symbol: "A-USD", side: "buy", price: "1.00", qty: "2", at: 1 };

  const state = deskOf({}, {}, said(1, { card: fill }), said(2, { card: { kind: "dream" } }));

  expect(messageOf(state, 1)?.card).toEqual(fill);
  expect(messageOf(state, 2)).toMatchObject({ text: "text 2", card: undefined });
});

describe("rights", () => {
  test.each([
    ["a member of a public room", { role: "member" }, {}, undefined],
    ["a stranger to a public room", {}, {}, undefined],
    ["a muted member", { role: "member", mutedUntil: 9_000 }, {}, "You are muted here."],
    ["a member muted before", { role: "member", mutedUntil: 4_000 }, {}, undefined],
    ["a member", { role: "member" }, { readOnly: true }, "Only moderators write here."],
    ["a moderator", { role: "moderator" }, { readOnly: true }, undefined],
    ["an owner", { role: "owner" }, { archived: true }, "This room is archived."],
  ] as const)("to speak: %s", (_who, you, change, silence) => {
    expect(rightsIn(deskOf(you, change), 5_000)).toMatchObject({
      silence,
      speak: silence === undefined,
    });
  });

  test("nobody edits another's message, and moderators may delete it", () => {
    const state = deskOf({ role: "moderator" }, {}, said(1), said(2, { from: ada }));
    const [his, mine] = [messageOf(state, 1), messageOf(state, 2)];
    if (his === undefined || mine === undefined) throw new Error("two messages");
    const member = rightsIn(deskOf({ role: "member" }, {}), 0);

    expect([mayEdit(state, his), mayEdit(state, mine)]).toEqual([false, true]);
    expect(mayDelete(state, his, rightsIn(state, 0))).toBe(true);
    expect(mayDelete(state, his, member)).toBe(false);
    expect(mayDelete(state, mine, member)).toBe(true);
    expect(lastOwn(state)?.seq).toBe(2);
  });

  test("nobody acts on an owner, and only owners on a moderator", () => {
    const owner = rightsIn(deskOf({ role: "owner" }, {}), 0);
    const moderator = rightsIn(deskOf({ role: "moderator" }, {}), 0);

    expect(["owner", "moderator", "member"].map((role) => mayActOn(role, owner))).toEqual([
      false,
      true,
      true,
    ]);
    expect(["owner", "moderator", undefined].map((role) => mayActOn(role, moderator))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
