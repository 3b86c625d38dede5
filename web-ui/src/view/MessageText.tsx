import { useComputed } from "@preact/signals";
import { change, grouped, percent } from "../state/decimals.ts";
import { tokenise } from "../state/tokenise.ts";
import { useFloor } from "./context.ts";

interface MessageTextProps {
  readonly text: string;
  readonly prices: Readonly<Record<string, string>>;
}

/** A message's text: whatever it holds, it is rendered as text. */
export function MessageText({ text, prices }: MessageTextProps) {
  const { markets, session } = useFloor();
  const symbols = useComputed(() => new Set(markets.list.value.map(({ symbol }) => symbol)));
  const known = symbols.value;
  const me = session.identity.value?.id;
  const tokens = tokenise(text, (symbol) => known.has(symbol) || Object.hasOwn(prices, symbol));
  return (
    <p class="text" dir="auto">
      {tokens.map((token, index) => {
        switch (token.kind) {
          case "text":
            return token.text;
          case "link":
            return (
              <a key={index} href={token.href} target="_blank" rel="noopener noreferrer nofollow">
                {token.text}
              </a>
            );
          case "mention":
            return (
              <bdi key={index} class={token.id === me ? "mention mine" : "mention"}>
                {token.text}
              </bdi>
            );
          case "symbol":
            return <PriceChip key={index} symbol={token.symbol} said={prices[token.symbol]} />;
        }
      })}
    </p>
  );
}

/** A market as it stood when it was said, and how it moved since. Chooses that market. */
function PriceChip({
  symbol,
  said,
}: {
  readonly symbol: string;
  readonly said: string | undefined;
}) {
  const { markets } = useFloor();
  const since = useComputed(() => {
    const moved = change(said, markets.quotes.value.get(symbol)?.ticker.last);
    return moved === undefined ? "" : percent(moved);
  });
  const tone = since.value.startsWith("+") ? "up" : since.value.startsWith("−") ? "down" : "flat";
  return (
    <button
      type="button"
      class="chip"
      title={
        said === undefined
          ? `Show ${symbol}`
          : `${symbol} was at ${grouped(said)} when this was said`
      }
      onClick={() => markets.select(symbol)}
    >
      <b>${symbol}</b>
      {said !== undefined && <span class="then">{grouped(said)}</span>}
      {said !== undefined && since.value !== "" && (
        <span class={`since ${tone}`}>{since.value}</span>
      )}
    </button>
  );
}
