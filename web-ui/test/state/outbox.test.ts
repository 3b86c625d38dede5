import { describe, expect, test } from "vitest";
import {
  reduceOutbox,
  unanswered,
  type Outbox,
  type OutboxAction,
} from "../../src/state/outbox.ts";

const say = (key: string, room = "lobby"): OutboxAction => ({
  type: "say",
  key,
  room,
  text: `text ${key}`,
  at: 1,
});
const after = (...actions: readonly OutboxAction[]): Outbox => actions.reduce(reduceOutbox, []);
const keys = (outbox: Outbox) => outbox.map(({ key }) => key);

describe("the outbox", () => {
  test("repeats what is unanswered, in order and under the same keys", () => {
    const outbox = after(say("a"), say("b"), say("c"), { type: "said", key: "b", seq: 7 });

    expect(keys(unanswered(outbox))).toEqual(["a", "c"]);
  });

  test("holds a message until the room shows it", () => {
    const outbox = after(say("a"), { type: "said", key: "a", seq: 7 });

    expect(keys(reduceOutbox(outbox, { type: "seen", room: "lobby", seq: 6 }))).toEqual(["a"]);
    expect(keys(reduceOutbox(outbox, { type: "seen", room: "desk", seq: 9 }))).toEqual(["a"]);
    expect(keys(reduceOutbox(outbox, { type: "seen", room: "lobby", seq: 7 }))).toEqual([]);
  });

  test("keeps the text of a refused message and the server's words", () => {
    const outbox = after(say("a"), { type: "refused", key: "a", message: "slow down" });

    expect(outbox).toMatchObject([
      { text: "text a", state: { kind: "failed", message: "slow down" } },
    ]);
    expect(unanswered(outbox)).toEqual([]);
  });

  test("sends a refused one again under a new key, after the rest", () => {
    const refused = after(say("a"), { type: "refused", key: "a", message: "busy" }, say("b"));

    const again = reduceOutbox(refused, { type: "again", key: "a", newKey: "c", at: 5 });

    expect(keys(unanswered(again))).toEqual(["b", "c"]);
    expect(again.at(-1)).toMatchObject({ text: "text a", at: 5 });
    expect(reduceOutbox(again, { type: "again", key: "b", newKey: "d", at: 5 })).toBe(again);
  });

  test("on leaving a room forgets only what was said there", () => {
    const outbox = after(
      say("a"),
      say("b"),
      { type: "said", key: "a", seq: 7 },
      { type: "left", room: "lobby" },
    );

    expect(keys(outbox)).toEqual(["b"]);
    expect(keys(reduceOutbox(outbox, { type: "drop", key: "b" }))).toEqual([]);
  });

  test("keeps what a slash command was answered until it is closed", () => {
    const noted = after(say("a"), { type: "noted", key: "a", note: "BTC-USD: last 1.00" });

    expect(noted).toMatchObject([{ state: { kind: "noted", note: "BTC-USD: last 1.00" } }]);
    expect(unanswered(noted)).toEqual([]);
    expect(reduceOutbox(noted, { type: "seen", room: "lobby", seq: 99 })).toBe(noted);
    expect(reduceOutbox(noted, { type: "drop", key: "a" })).toEqual([]);
    expect(reduceOutbox(noted, { type: "left", room: "lobby" })).toEqual([]);
  });

  test("repeats an answer as an answer, with its card", () => {
    const outbox = after({ ...say("a"), replyTo: 7, card: { fill: 3 } } as OutboxAction);

    expect(unanswered(outbox)).toMatchObject([{ replyTo: 7, card: { fill: 3 } }]);
  });
});
