/** When and whether to connect again, by PROTOCOL §3 "Close codes". */

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

export interface Closing {
  readonly code: number;
  /** Connections lost in a row before this one. */
  readonly attempt: number;
  /** What `goodbye` or the last error asked for, in ms. */
  readonly retryAfter?: number | undefined;
}

export type Decision =
  /** Connect again after `delay` ms, with a new token if `renew`. */
  | { readonly kind: "retry"; readonly delay: number; readonly renew: boolean }
  | { readonly kind: "stop"; readonly reason: string };

const STOPS: Readonly<Record<number, string>> = {
  1002: "the server and this page don't understand each other",
  1003: "the server refused what this page sent",
  1007: "the server refused text from this page",
  4500: "you were removed from this server",
  4501: "this page sent too many malformed messages",
  4503: "this page is too old for the server: reload it",
};

/**
 * Decides after a connection was lost. Delays have full jitter, so that a thousand pages that lost
 * the same server don't come back at once; a delay that the server gave is kept to exactly, since
 * it was spread already.
 *
 * @param random from 0 (inclusive) to 1
 */
export function afterClose(closing: Closing, random: number): Decision {
  const { code, attempt, retryAfter } = closing;
  const reason = STOPS[code];
  if (reason !== undefined) return { kind: "stop", reason };
  if (code >= 4500 && code <= 4999) return { kind: "stop", reason: `the server said ${code}` };
  const renew = code === 4401;
  if (retryAfter !== undefined && (code === 1001 || attempt === 0)) {
    return { kind: "retry", delay: retryAfter, renew };
  }
  const most = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16));
  return { kind: "retry", delay: Math.max(retryAfter ?? 0, Math.round(random * most)), renew };
}
