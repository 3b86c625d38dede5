import { expect, test } from "vitest";
import { whoReacted } from "../../src/state/emoji.ts";
import { inWords } from "../../src/state/words.ts";

test.each([
  [{ code: "user.exists", message: "name: is taken" }, "Name is taken"],
  [{ code: "bad_request", message: "text: write /price BTC-USD" }, "Write /price BTC-USD"],
  [{ code: "order.not_found", message: "card: you hold nothing" }, "You hold nothing"],
  [{ code: "room.slow_mode", message: "wait 7 s" }, "Wait 7 s"],
  [{ code: "room.not_found", message: "x" }, "There is no such room, or it isn't open to you."],
  [{ code: "odd" }, "The server refused it (odd)."],
])("%j is told in words", (refused, words) => {
  expect(inWords(refused)).toBe(words);
});

test("who reacted is told in few words", () => {
  expect(whoReacted(["Ada", "Ben"])).toBe("Ada, Ben");
  expect(whoReacted(Array.from({ length: 12 }, (_, n) => `P${n}`))).toMatch(/P9 and 2 more$/);
});
