import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { grouped } from "../state/decimals.ts";
import { hoursAndMinutes } from "../state/when.ts";
import type { CardRef } from "../wire/commands.ts";
import type { Fill } from "../wire/messages.ts";
import { useFloor } from "./context.ts";
import { Dialog, closeDialog } from "./Dialog.tsx";

/** Chooses a trade or the position to show; the server writes the card, so that it can't lie. */
export function ShareDialog() {
  const { desk, speaking } = useFloor();
  const fills = useSignal<readonly Fill[] | undefined>(undefined);
  const traded = [...new Set(fills.value?.map(({ symbol }) => symbol))];

  useEffect(() => void desk.fills().then((found) => (fills.value = found)), []);

  function share(text: string, card: CardRef): void {
    speaking.share(text, card);
    closeDialog();
  }

  return (
    <Dialog title="Share a trade">
      <ul class="choices">
        {traded.map((symbol) => (
          <li key={symbol}>
            <button
              type="button"
              onClick={() => share(`My position in $${symbol}`, { position: symbol })}
            >
              Your position in {symbol}
            </button>
          </li>
        ))}
        {fills.value?.map(({ trade, side, qty, symbol: of, price, at }) => (
          <li key={trade}>
            <button
              type="button"
              onClick={() =>
                share(side === "buy" ? `Bought $${of}` : `Sold $${of}`, { fill: trade })
              }
            >
              {side === "buy" ? "Bought" : "Sold"} {qty} {of} at {grouped(price)}
              <time class="at">{hoursAndMinutes(at)}</time>
            </button>
          </li>
        ))}
      </ul>
      {fills.value?.length === 0 && <p class="hint">You haven't traded yet.</p>}
    </Dialog>
  );
}
