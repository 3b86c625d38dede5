/** A refusal, by whatever way it came. */
export interface Refused {
  readonly code: string;
  readonly message?: string | null | undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  "room.not_found": "There is no such room, or it isn't open to you.",
  "room.banned": "You are banned from this room.",
  "user.not_found": "Nobody of that name is known here.",
  "message.not_found": "That message is gone, or too old for this.",
  unauthenticated: "Please give a name or log in again.",
  token_expired: "Your session has ended: please log in again.",
  busy: "The server is busy: please try again in a moment.",
  unavailable: "The server can't take this now: please try again in a moment.",
  outcome_unknown: "It may or may not have happened: please look before you repeat it.",
  internal: "Something went wrong in the server.",
};

/** What to tell people; the server's own words where they know more. */
export function inWords({ code, message }: Refused): string {
  const known = WORDS[code];
  if (known !== undefined) return known;
  if (typeof message !== "string" || message === "") return `The server refused it (${code}).`;
  // `name: is taken` names the field first, for programs.
  const named = /^([a-zA-Z]+): (.+)$/s.exec(message);
  const [, field = "", words = ""] = named ?? [];
  const tells = /^(is|are|must|was|has|needs|too|don't|isn't|they)\b/.test(words);
  const shown = named === null ? message : tells && field !== "text" ? `${field} ${words}` : words;
  return shown.charAt(0).toUpperCase() + shown.slice(1);
}

export const LOST = "The connection broke: it may not have happened.";
