/** How much of a room somebody hasn't read: what the server counted, and what came since. */
export interface Tally {
  /** `seq` of the newest event that was read. */
  readonly read: number;
  /** What the server counted up to `at`. */
  readonly base: number;
  readonly at: number;
  /** Messages by others after `at`, by `seq`. */
  readonly news: readonly number[];
  /** Unread messages that mention the user, by `seq`. */
  readonly mentions: readonly number[];
  /** Whether `base` has to be counted anew. */
  readonly stale: boolean;
}

export const NO_TALLY: Tally = { read: 0, base: 0, at: 0, news: [], mentions: [], stale: false };

export type TallyAction =
  /** The server's list of rooms. */
  | {
      readonly type: "listed";
      readonly read: number;
      readonly unread: number;
      readonly seq: number;
    }
  | { readonly type: "said"; readonly seq: number }
  | { readonly type: "deleted"; readonly seq: number }
  | { readonly type: "mentioned"; readonly seq: number }
  | { readonly type: "read"; readonly seq: number };

export function reduceTally(tally: Tally, action: TallyAction): Tally {
  switch (action.type) {
    case "listed": {
      const read = Math.max(tally.read, action.read);
      const listed = {
        ...tally,
        at: action.seq,
        base: action.unread,
        news: tally.news.filter((seq) => seq > action.seq),
        stale: false,
      };
      // A list may have been made before the last word about reading.
      return upTo({ ...listed, read: action.read }, read);
    }
    case "said":
      if (action.seq <= Math.max(tally.at, tally.read) || tally.news.includes(action.seq)) {
        return tally;
      }
      return { ...tally, news: [...tally.news, action.seq] };
    case "deleted":
      return {
        ...tally,
        news: tally.news.filter((seq) => seq !== action.seq),
        mentions: tally.mentions.filter((seq) => seq !== action.seq),
        stale: tally.stale || (action.seq <= tally.at && action.seq > tally.read),
      };
    case "mentioned":
      if (action.seq <= tally.read || tally.mentions.includes(action.seq)) return tally;
      return { ...tally, mentions: [...tally.mentions, action.seq] };
    case "read":
      return upTo(tally, action.seq);
    default:
      return action satisfies never;
  }
}

function upTo(tally: Tally, read: number): Tally {
  if (read <= tally.read) return tally;
  const whole = read >= tally.at;
  return {
    ...tally,
    read,
    base: whole ? 0 : tally.base,
    stale: tally.stale || (!whole && tally.base > 0),
    news: tally.news.filter((seq) => seq > read),
    mentions: tally.mentions.filter((seq) => seq > read),
  };
}

export function unreadOf(tally: Tally): number {
  return tally.base + tally.news.length;
}

const SHOWN = 99;

/** For a small badge. */
export function badge(count: number): string {
  return count > SHOWN ? `${SHOWN}+` : String(count);
}
