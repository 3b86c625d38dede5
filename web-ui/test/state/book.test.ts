import { describe, expect, test } from "vitest";
import { NO_BOOK, checksum, reduceBook, type Book } from "../../src/state/book.ts";
import { crc32 } from "../../src/wire/crc32.ts";
import type { BookEvent, Level } from "../../src/wire/messages.ts";

const bids: readonly Level[] = [
  ["100.50", "2"],
  ["99.00", "1.5"],
];
const asks: readonly Level[] = [
  ["101.00", "3"],
  ["1000.00", "7"],
];
const start = reduceBook(
  NO_BOOK,
  { type: "book", seq: 5, bids, asks, checksum: checksum({ bids, asks }) },
  10,
);

type Changes = Extract<BookEvent, { type: "book.delta" }>["changes"];

/** A delta whose checksum is what a right book would have. */
function delta(changes: Changes, after: Pick<Book, "bids" | "asks">, more = {}): BookEvent {
  return { type: "book.delta", seq: 6, changes, checksum: checksum(after), ...more };
}

describe("a book", () => {
  test("checks what PROTOCOL says: bids then asks, best first", () => {
    expect(checksum({ bids, asks })).toBe(crc32("100.50:2|99.00:1.5|101.00:3|1000.00:7"));
  });

  test("sets, adds and removes levels in order of price, not of text", () => {
    const after = {
      bids: [
        ["100.50", "9"],
        ["100.00", "4"],
      ],
      asks: [
        ["99.50", "1"],
        ["101.00", "3"],
      ],
    } as const;

    const next = reduceBook(
      start,
      delta(
        [
          ["bid", "100.50", "9"],
          ["bid", "100.00", "4"],
          ["bid", "99.00", "0"],
          ["ask", "99.50", "1"],
          ["ask", "1000.00", "0"],
        ],
        after,
      ),
      10,
    );

    expect(next).toEqual({ status: "live", seq: 6, ...after });
  });

  test("follows a merged delta from where it says", () => {
    const merged = delta(
      [["ask", "101.00", "0"]],
      { bids, asks: asks.slice(1) },
      { seq: 9, prev: 5 },
    );

    expect(reduceBook(start, merged, 10)).toMatchObject({ status: "live", seq: 9 });
  });

  test("is stale after a hole and stays so until it is replaced", () => {
    const late = delta([], start, { seq: 8 });
    const whole: BookEvent = {
      type: "book",
      seq: 12,
      bids,
      asks,
      checksum: checksum({ bids, asks }),
    };

    const stale = reduceBook(start, late, 10);

    expect(stale).toMatchObject({ status: "stale", seq: 5, bids });
    expect(reduceBook(stale, delta([], start), 10)).toBe(stale);
    expect(reduceBook(stale, whole, 10)).toMatchObject({ status: "live", seq: 12 });
  });

  test("is stale when its checksum is wrong", () => {
    expect(reduceBook(start, delta([["bid", "100.50", "8"]], start), 10).status).toBe("stale");
    expect(reduceBook(NO_BOOK, { type: "book", seq: 1, bids, asks, checksum: 1 }, 10).status).toBe(
      "stale",
    );
  });

  test("keeps no more levels than were asked for", () => {
    const after = {
      bids: [
        ["100.75", "1"],
        ["100.50", "2"],
      ],
      asks,
    } as const;

    expect(reduceBook(start, delta([["bid", "100.75", "1"]], after), 2).bids).toEqual(after.bids);
  });
});
