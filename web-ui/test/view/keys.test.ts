import { expect, test } from "vitest";
import { initialsOf } from "../../src/view/people.ts";
import { shortcutOf } from "../../src/view/keys.ts";

const stroke = (key: string, held = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test("letters typed into a field stay there", () => {
  expect(shortcutOf(stroke("/"), true)).toBeUndefined();
  expect(shortcutOf(stroke("?", { shiftKey: true }), true)).toBeUndefined();
  expect(shortcutOf(stroke("/"), false)).toBe("compose");
});

test("Alt with an arrow moves from anywhere", () => {
  expect(shortcutOf(stroke("ArrowDown", { altKey: true }), true)).toBe("nextMarket");
  expect(shortcutOf(stroke("ArrowUp", { altKey: true, shiftKey: true }), true)).toBe(
    "previousRoom",
  );
});

test("the browser keeps its own keys", () => {
  expect(shortcutOf(stroke("/", { ctrlKey: true }), false)).toBeUndefined();
  expect(shortcutOf(stroke("ArrowLeft", { altKey: true }), false)).toBeUndefined();
});

test.each([
  ["Ada", "AD"],
  ["Grace Hopper", "GH"],
  ["linus_t", "LT"],
  ["🙂", "🙂"],
  [" ", "?"],
])("the initials of %j are %s", (name, initials) => expect(initialsOf(name)).toBe(initials));
