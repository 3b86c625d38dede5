import { decimalsOf, grouped, size } from "../state/decimals.ts";
import { withSeconds } from "../state/when.ts";
import type { Trade } from "../wire/messages.ts";
import { useFloor } from "./context.ts";

/** The tape: every trade of the chosen market, the newest on top. */
export function TradesPanel() {
  const { markets } = useFloor();
  const decimals = decimalsOf(markets.market.value?.lot ?? "1");
  return (
    <section class="panel trades" aria-label="Trades">
      <div class="panel-head">
        <h2>Trades</h2>
        <p>{markets.symbol.value}</p>
      </div>
      <div class="tape" tabIndex={0} role="group" aria-label="Tape">
        <table>
          <thead>
            <tr>
              <th scope="col">Price</th>
              <th scope="col">Size</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {markets.tape.value.map((trade) => (
              <TradeRow key={trade.trade} trade={trade} decimals={decimals} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TradeRow({ trade, decimals }: { readonly trade: Trade; readonly decimals: number }) {
  return (
    <tr class={trade.side}>
      <td class="price">
        <span aria-hidden="true">{trade.side === "buy" ? "▲" : "▼"}</span>
        <span class="hidden">{trade.side === "buy" ? "bought at " : "sold at "}</span>
        {grouped(trade.price)}
      </td>
      <td>{size(Number(trade.qty), decimals)}</td>
      <td>{withSeconds(trade.at)}</td>
    </tr>
  );
}
