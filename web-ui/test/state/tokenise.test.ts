import { describe, expect, test } from "vitest";
import { tokenise } from "../../src/state/tokenise.ts";

const markets = new Set(["BTC-USD", "SPY"]);
const tokens = (text: string) => tokenise(text, (symbol) => markets.has(symbol));
const found = (text: string) =>
  tokens(text)
    .filter(({ kind }) => kind !== "text")
    .map(({ text: cut }) => cut);

describe("a message's text", () => {
  test("is whole after it was cut", () => {
    const text = "hey @ada, $BTC-USD (see https://x.org/a_(b)?c=1#d).\n<b>no</b> $NOPE";

    expect(
      tokens(text)
        .map(({ text: cut }) => cut)
        .join(""),
    ).toBe(text);
    expect(found(text)).toEqual(["@ada", "$BTC-USD", "https://x.org/a_(b)?c=1#d"]);
  });

  test("links to http and https only", () => {
    expect(tokens("https://x.org/ä")).toEqual([
      { kind: "link", text: "https://x.org/ä", href: "https://x.org/%C3%A4" },
    ]);
    for (const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "ftp://x.org",
      "https://",
      "https://a:b@x.org",
    ]) {
      expect(found(text)).toEqual([]);
    }
  });

  test("leaves the sentence's punctuation out of a link", () => {
    expect(found("(https://x.org/a), https://x.org/b. “https://x.org/c”!")).toEqual([
      "https://x.org/a",
      "https://x.org/b",
      "https://x.org/c",
    ]);
  });

  test("mentions known markets, not money", () => {
    expect(found("$SPY, $BTC-USD! $100 $spy a$SPY $$SPY $SPY-X $SPYX")).toEqual([
      "$SPY",
      "$BTC-USD",
    ]);
  });

  test("mentions people, not mail addresses", () => {
    expect(found("@ada: mail me at a@ada.org, @_no @Ben @sven-4k2x9")).toEqual([
      "@ada",
      "@sven-4k2x9",
    ]);
  });

  test("takes long runs of anything in its stride", () => {
    const text = `${"https://x.org/".repeat(200)}${")".repeat(3_000)}${"$A-".repeat(1_000)}`;

    expect(
      tokens(text)
        .map(({ text: cut }) => cut)
        .join(""),
    ).toBe(text);
  });
});
