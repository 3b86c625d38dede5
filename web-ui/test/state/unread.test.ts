import { describe, expect, test } from "vitest";
import {
  NO_TALLY,
  badge,
  reduceTally,
  unreadOf,
  type TallyAction,
} from "../../src/state/unread.ts";

const listed = (read: number, unread: number, seq: number): TallyAction => ({
  type: "listed",
  read,
  unread,
  seq,
});
const after = (...actions: readonly TallyAction[]) => actions.reduce(reduceTally, NO_TALLY);

describe("a tally", () => {
  test("adds to what the server counted what came since, each once", () => {
    const tally = after(
      listed(2, 3, 9),
      { type: "said", seq: 8 },
      { type: "said", seq: 10 },
      { type: "said", seq: 10 },
      { type: "said", seq: 12 },
    );

    expect(unreadOf(tally)).toBe(5);
  });

  test("doesn't count twice what a later list counts", () => {
    const tally = after(listed(2, 3, 9), { type: "said", seq: 10 }, listed(2, 4, 10));

    expect(unreadOf(tally)).toBe(4);
  });

  test("is empty once all was read, here or on another device", () => {
    const tally = after(
      listed(2, 3, 9),
      { type: "said", seq: 10 },
      { type: "mentioned", seq: 10 },
      { type: "read", seq: 10 },
    );

    expect(tally).toMatchObject({ mentions: [], stale: false });
    expect(unreadOf(tally)).toBe(0);
  });

  test("asks to be counted anew when a part was read elsewhere", () => {
    expect(after(listed(2, 3, 9), { type: "read", seq: 5 }).stale).toBe(true);
    expect(after(listed(2, 3, 9), { type: "read", seq: 5 }, listed(5, 1, 9))).toMatchObject({
      stale: false,
      base: 1,
    });
  });

  test("isn't thrown back by a list that was made before the reading", () => {
    expect(unreadOf(after(listed(2, 3, 9), { type: "read", seq: 9 }, listed(2, 3, 9)))).toBe(0);
  });

  test("forgets what was deleted", () => {
    const tally = after(
      listed(0, 0, 4),
      { type: "said", seq: 5 },
      { type: "mentioned", seq: 5 },
      { type: "deleted", seq: 5 },
    );

    expect(unreadOf(tally)).toBe(0);
    expect(tally.mentions).toEqual([]);
  });

  test("mentions only what wasn't read", () => {
    expect(after(listed(7, 0, 9), { type: "mentioned", seq: 6 }).mentions).toEqual([]);
  });
});

test("a badge stays small", () => {
  expect([badge(7), badge(99), badge(100)]).toEqual(["7", "99", "99+"]);
});
