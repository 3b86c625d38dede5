import { crc32 } from "../wire/crc32.ts";
import type { BookEvent, Level } from "../wire/messages.ts";
import { compareDecimals } from "./decimals.ts";

/** The best levels of one market, best first. A `stale` book is wrong and waits for a fresh one. */
export interface Book {
  readonly status: "loading" | "live" | "stale" | "none";
  readonly seq: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

export const NO_BOOK: Book = { status: "loading", seq: 0, bids: [], asks: [] };

const CHECKED_LEVELS = 10;

/** @param depth how many levels of a side are kept: as many as were subscribed to */
export function reduceBook(book: Book, event: BookEvent, depth: number): Book {
  switch (event.type) {
    case "book":
      return checked(
        { status: "live", seq: event.seq, bids: event.bids, asks: event.asks },
        event.checksum,
      );
    case "book.delta": {
      if (book.status !== "live") return book;
      if ((event.prev ?? event.seq - 1) !== book.seq) return { ...book, status: "stale" };
      let { bids, asks } = book;
      for (const [side, price, qty] of event.changes) {
        if (side === "bid") bids = withLevel(bids, price, qty, -1);
        else asks = withLevel(asks, price, qty, 1);
      }
      const next: Book = {
        status: "live",
        seq: event.seq,
        bids: bids.slice(0, depth),
        asks: asks.slice(0, depth),
      };
      return checked(next, event.checksum);
    }
    default:
      return event satisfies never;
  }
}

/** CRC-32 over the ten best levels of each side, as PROTOCOL §6 has it. */
export function checksum(book: Pick<Book, "bids" | "asks">): number {
  const top = [...book.bids.slice(0, CHECKED_LEVELS), ...book.asks.slice(0, CHECKED_LEVELS)];
  return crc32(top.map(([price, qty]) => `${price}:${qty}`).join("|"));
}

function checked(book: Book, expected: number): Book {
  return checksum(book) === expected ? book : { ...book, status: "stale" };
}

/** @param order 1 for the lowest price first, -1 for the highest */
function withLevel(
  levels: readonly Level[],
  price: string,
  qty: string,
  order: 1 | -1,
): readonly Level[] {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = levels[middle];
    if (found !== undefined && compareDecimals(found[0], price) * order < 0) low = middle + 1;
    else high = middle;
  }
  const at = levels[low];
  const exists = at !== undefined && compareDecimals(at[0], price) === 0;
  const replacement: readonly Level[] = /^0+(\.0+)?$/.test(qty) ? [] : [[price, qty]];
  return levels.toSpliced(low, exists ? 1 : 0, ...replacement);
}
