import { grouped } from "../state/decimals.ts";
import { hoursAndMinutes } from "../state/when.ts";
import type { Card } from "../wire/messages.ts";

/** A fill or a position that the server vouches for. */
export function TradeCard({ card }: { readonly card: Card }) {
  return card.kind === "fill" ? (
    <dl class={`card ${card.side}`} aria-label="Verified trade">
      <div>
        <dt>{card.side === "buy" ? "Bought" : "Sold"}</dt>
        <dd>
          {card.qty} {card.symbol}
        </dd>
      </div>
      <div>
        <dt>Price</dt>
        <dd>{grouped(card.price)}</dd>
      </div>
      <div>
        <dt>At</dt>
        <dd>{hoursAndMinutes(card.at)}</dd>
      </div>
    </dl>
  ) : (
    <dl class="card" aria-label="Verified position">
      <div>
        <dt>Holds</dt>
        <dd>
          {card.qty} {card.symbol}
        </dd>
      </div>
      <div>
        <dt>Average</dt>
        <dd>{grouped(card.average)}</dd>
      </div>
      {typeof card.pnl === "string" && (
        <div>
          <dt>Profit</dt>
          <dd class={card.pnl.startsWith("-") ? "down" : "up"}>
            {card.pnl.startsWith("-") ? `−${grouped(card.pnl.slice(1))}` : grouped(card.pnl)}
          </dd>
        </div>
      )}
    </dl>
  );
}
