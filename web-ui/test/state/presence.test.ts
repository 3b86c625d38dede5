import { describe, expect, test } from "vitest";
import { NOBODY, reducePresence, typingLine, withoutIdle } from "../../src/state/presence.ts";

const ada = { id: "ada", name: "Ada" };
const ben = { id: "ben", name: "Ben" };
const both = reducePresence(NOBODY, { type: "presence.changed", count: 2, joined: [ada, ben] }, 0);

describe("presence", () => {
  test("adds who came and removes who went", () => {
    const next = reducePresence(both, { type: "presence.changed", count: 1, left: ["ada"] }, 0);

    expect(next).toMatchObject({ count: 1, people: [ben] });
  });

  test("holds nobody twice, under the newest name", () => {
    const renamed = { id: "ada", name: "Ada L." };

    const next = reducePresence(both, { type: "presence.changed", count: 2, joined: [renamed] }, 0);

    expect(next.people).toEqual([ben, renamed]);
  });

  test("takes a bare count from a crowd", () => {
    expect(reducePresence(both, { type: "presence.changed", count: 900 }, 0)).toMatchObject({
      count: 900,
      people: [ada, ben],
    });
  });

  test("believes that somebody types until they stop, leave or fall silent", () => {
    const typing = reducePresence(both, { type: "typing", from: ada, on: true }, 1_000);

    expect(typing.typing).toHaveLength(1);
    expect(reducePresence(typing, { type: "typing", from: ada, on: false }, 1_100).typing).toEqual(
      [],
    );
    expect(
      reducePresence(typing, { type: "presence.changed", count: 1, left: ["ada"] }, 1_100).typing,
    ).toEqual([]);
    expect(withoutIdle(typing, 2_000)).toBe(typing);
    expect(withoutIdle(typing, 60_000).typing).toEqual([]);
  });

  test("says who types in few words", () => {
    expect(typingLine([])).toBe("");
    expect(typingLine(["Ada"])).toBe("Ada is typing…");
    expect(typingLine(["Ada", "Ben", "Cy", "Di"])).toBe("Ada, Ben and 2 more are typing…");
  });
});
