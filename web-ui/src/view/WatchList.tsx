import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { change, grouped, percent } from "../state/decimals.ts";
import { useFloor } from "./context.ts";

/** All markets with their latest prices; one is chosen by a click or the arrow keys. */
export function WatchList() {
  const { markets } = useFloor();
  const list = useRef<HTMLUListElement>(null);
  const chosen = markets.symbol.value;

  function onKeyDown(event: KeyboardEvent): void {
    const symbols = markets.list.peek().map(({ symbol }) => symbol);
    const index = symbols.indexOf(chosen);
    const next = {
      ArrowDown: symbols[Math.min(index + 1, symbols.length - 1)],
      ArrowUp: symbols[Math.max(index - 1, 0)],
      Home: symbols[0],
      End: symbols.at(-1),
    }[event.key];
    if (next === undefined || event.altKey) return;
    event.preventDefault();
    markets.select(next);
    list.current?.querySelector<HTMLElement>(`[data-symbol="${next}"]`)?.focus();
  }

  return (
    <section class="panel watch" aria-label="Watch list">
      <h2>Watch list</h2>
      <ul ref={list} role="listbox" aria-label="Markets" onKeyDown={onKeyDown}>
        {markets.list.value.map(({ symbol }) => (
          <WatchRow key={symbol} symbol={symbol} chosen={symbol === chosen} />
        ))}
      </ul>
    </section>
  );
}

function WatchRow({ symbol, chosen }: { readonly symbol: string; readonly chosen: boolean }) {
  const { markets } = useFloor();
  const quote = useComputed(() => markets.quotes.value.get(symbol)).value;
  const ticker = quote?.ticker;
  return (
    <li
      role="option"
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      data-symbol={symbol}
      onClick={() => markets.select(symbol)}
    >
      <span class="symbol">{symbol}</span>
      <span key={quote?.moves} class={`last ${(quote?.moves ?? 0) > 0 ? (quote?.move ?? "") : ""}`}>
        {price(ticker?.last)}
      </span>
      <span class="sides">
        {price(ticker?.bid)} <i>/</i> {price(ticker?.ask)}
      </span>
      <Change fraction={change(ticker?.open24h, ticker?.last)} />
    </li>
  );
}

/** A change in percent, told by sign and colour. */
export function Change({ fraction }: { readonly fraction: number | undefined }) {
  if (fraction === undefined) return <span class="change">–</span>;
  const shown = percent(fraction);
  const tone = shown.startsWith("+") ? "up" : shown.startsWith("−") ? "down" : "";
  return <span class={`change ${tone}`}>{shown}</span>;
}

/** A price with its thousands grouped, or a dash. */
export function price(value: string | null | undefined): string {
  return typeof value === "string" ? grouped(value) : "–";
}
