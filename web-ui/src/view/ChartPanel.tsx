import { useComputed } from "@preact/signals";
import { change, size } from "../state/decimals.ts";
import { INTERVALS } from "../state/markets.ts";
import { Chart } from "./Chart.tsx";
import { useFloor } from "./context.ts";
import { Change, price } from "./WatchList.tsx";

/** The chosen market: its price, its day, its candles. */
export function ChartPanel() {
  const { markets } = useFloor();
  const symbol = markets.symbol.value;
  const interval = markets.interval.value;
  return (
    <section class="panel chart" aria-label="Chart">
      <div class="quote">
        <h2>{symbol === "" ? "No market" : symbol}</h2>
        <LastPrice />
        <Day />
        <div class="intervals" role="group" aria-label="Interval">
          {INTERVALS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === interval}
              onClick={() => markets.setInterval(each)}
            >
              {each}
            </button>
          ))}
        </div>
      </div>
      <figure aria-label={`Candles of ${symbol}, ${interval} each`}>
        {symbol !== "" && <Chart />}
        {markets.candles.value.status === "none" && <p class="hint">No candles for this market.</p>}
      </figure>
    </section>
  );
}

function LastPrice() {
  const { markets } = useFloor();
  const quote = useComputed(() => markets.quotes.value.get(markets.symbol.value)).value;
  const { ticker, move } = quote ?? {};
  return (
    <p class="price">
      <strong class={move ?? ""}>{price(ticker?.last)}</strong>
      <Change fraction={change(ticker?.open24h, ticker?.last)} />
    </p>
  );
}

function Day() {
  const { markets } = useFloor();
  const ticker = useComputed(() => markets.quotes.value.get(markets.symbol.value)?.ticker).value;
  const volume = ticker?.volume24h;
  const source = markets.market.value?.source;
  return (
    <dl class="day-figures">
      <div>
        <dt>24h high</dt>
        <dd>{price(ticker?.high24h)}</dd>
      </div>
      <div>
        <dt>24h low</dt>
        <dd>{price(ticker?.low24h)}</dd>
      </div>
      <div>
        <dt>24h volume</dt>
        <dd>{typeof volume === "string" ? size(Number(volume), 2) : "–"}</dd>
      </div>
      {typeof source === "string" && (
        <div class="source">
          <dt>Order flow</dt>
          <dd>{source}</dd>
        </div>
      )}
    </dl>
  );
}
