/** Cuts a message into what it mentions. Everything else stays plain text, to be rendered as such. */
export type Token =
  | { readonly kind: "text"; readonly text: string }
  /** `href` is http or https, and nothing else. */
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "symbol"; readonly text: string; readonly symbol: string }
  | { readonly kind: "mention"; readonly text: string; readonly id: string };

const PATTERN = new RegExp(
  [
    String.raw`(?<link>\bhttps?:\/\/[^\s<>"]+)`,
    String.raw`(?<![\w$])\$(?<symbol>[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,16})?)(?![\w-])`,
    String.raw`(?<![\w@.])@(?<mention>[a-z0-9][a-z0-9_-]{0,63})(?![\w@])`,
  ].join("|"),
  "gu",
);

/** @param isSymbol whether a market of that name is known: `$100` is just money */
export function tokenise(text: string, isSymbol: (symbol: string) => boolean): readonly Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const match of text.matchAll(PATTERN)) {
    const token = tokenOf(match, isSymbol);
    if (token === undefined) continue;
    if (match.index > done) tokens.push({ kind: "text", text: text.slice(done, match.index) });
    tokens.push(token);
    done = match.index + token.text.length;
  }
  if (done < text.length) tokens.push({ kind: "text", text: text.slice(done) });
  return tokens;
}

function tokenOf(match: RegExpExecArray, isSymbol: (symbol: string) => boolean): Token | undefined {
  const { link, symbol, mention } = match.groups ?? {};
  if (link !== undefined) return linkOf(link);
  if (symbol !== undefined) {
    return isSymbol(symbol) ? { kind: "symbol", text: match[0], symbol } : undefined;
  }
  return mention === undefined ? undefined : { kind: "mention", text: match[0], id: mention };
}

function linkOf(matched: string): Token | undefined {
  const text = withoutClosing(matched);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "") return undefined;
  return { kind: "link", text, href: url.href };
}

/** Drops the punctuation after a link that belongs to the sentence around it. */
function withoutClosing(link: string): string {
  const shorter = link.replace(/[.,;:!?'"*_~”’»…]+$/, "");
  const unmatched = shorter.endsWith(")") && count(shorter, ")") > count(shorter, "(");
  return unmatched ? withoutClosing(shorter.slice(0, -1)) : shorter;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
