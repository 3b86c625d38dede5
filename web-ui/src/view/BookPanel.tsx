import { BOOK_DEPTH } from "../state/markets.ts";
import { decimalsOf, grouped, size } from "../state/decimals.ts";
import type { Level } from "../wire/messages.ts";
import { useFloor } from "./context.ts";

/** The ten best levels of each side, back to back, with bars for what lies up to each of them. */
export function BookPanel() {
  const { markets } = useFloor();
  const { status, bids, asks } = markets.book.value;
  const decimals = decimalsOf(markets.market.value?.lot ?? "1");
  const most = Math.max(total(bids), total(asks));
  return (
    <section class="panel book" aria-label="Order book" aria-busy={status !== "live"}>
      <div class="panel-head">
        <h2>Order book</h2>
        <Spread bid={bids[0]?.[0]} ask={asks[0]?.[0]} />
      </div>
      {status === "none" ? (
        <p class="hint">This market has no order book: its price is set from outside.</p>
      ) : (
        <div class="ladders">
          <Ladder side="bid" levels={bids} most={most} decimals={decimals} />
          <Ladder side="ask" levels={asks} most={most} decimals={decimals} />
        </div>
      )}
    </section>
  );
}

interface LadderProps {
  readonly side: "bid" | "ask";
  readonly levels: readonly Level[];
  readonly most: number;
  readonly decimals: number;
}

function Ladder({ side, levels, most, decimals }: LadderProps) {
  let sum = 0;
  const rows = Array.from({ length: BOOK_DEPTH }, (_, index) => {
    const level = levels[index];
    if (level === undefined) return <Row key={index} cells={["", "", ""]} depth={0} side={side} />;
    sum += Number(level[1]);
    const cells = [
      size(sum, decimals),
      size(Number(level[1]), decimals),
      grouped(level[0]),
    ] as const;
    return <Row key={index} cells={cells} depth={most > 0 ? sum / most : 0} side={side} />;
  });
  const heads = ["Total", "Size", side === "bid" ? "Bid" : "Ask"];
  return (
    <table class={side}>
      <caption class="hidden">{side === "bid" ? "Bids" : "Asks"}</caption>
      <thead>
        <tr>
          {(side === "bid" ? heads : heads.toReversed()).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows}</tbody>
    </table>
  );
}

interface RowProps {
  readonly cells: readonly [total: string, size: string, price: string];
  readonly depth: number;
  readonly side: "bid" | "ask";
}

function Row({ cells: [sum, size, price], depth, side }: RowProps) {
  const total = <td class="total">{sum}</td>;
  const own = <td class="size">{size}</td>;
  const best = <td class="price">{price}</td>;
  return (
    <tr style={{ "--depth": `${(depth * 100).toFixed(1)}%` }}>
      {side === "bid" ? [total, own, best] : [best, own, total]}
    </tr>
  );
}

function Spread({
  bid,
  ask,
}: {
  readonly bid: string | undefined;
  readonly ask: string | undefined;
}) {
  if (bid === undefined || ask === undefined) return <p class="spread">–</p>;
  const spread = Number(ask) - Number(bid);
  const points = (spread / Number(ask)) * 10_000;
  return (
    <p class="spread">
      Spread <b>{grouped(spread.toFixed(decimalsOf(ask)))}</b> {points.toFixed(points < 1 ? 2 : 1)}{" "}
      bp
    </p>
  );
}

function total(levels: readonly Level[]): number {
  return levels.slice(0, BOOK_DEPTH).reduce((sum, [, qty]) => sum + Number(qty), 0);
}
