import { useSignal } from "@preact/signals";
import { dayName, hoursAndMinutes } from "../state/when.ts";
import type { Hook } from "../wire/messages.ts";
import { useFloor } from "./context.ts";
import { CopyField } from "./CopyField.tsx";
import { Check, Field } from "./Dialog.tsx";
import type { Attempt } from "./RoomDialog.tsx";

const EVENTS = [
  ["message", "Messages"],
  ["edited", "Edits"],
  ["deleted", "Deletions"],
  ["joined", "Who joins"],
  ["left", "Who leaves"],
] as const;

/** Ways for programs into the room, and out of it: for its owners. */
export function Webhooks({ attempt }: { readonly attempt: Attempt }) {
  const { desk, session } = useFloor();
  const form = useSignal<"in" | "out" | undefined>(undefined);
  const guest = session.identity.value?.guest === true;
  const done = () => (form.value = undefined);
  return (
    <section aria-label="Webhooks">
      <h3>Webhooks</h3>
      {guest ? (
        <p class="hint">Make an account to let programs write here, or hear of what happens.</p>
      ) : (
        <p class="row">
          <button type="button" class="quiet" onClick={() => (form.value = "in")}>
            Let a program write here…
          </button>
          <button type="button" class="quiet" onClick={() => (form.value = "out")}>
            Tell a program…
          </button>
        </p>
      )}
      {form.value === "in" && <InForm attempt={attempt} done={done} />}
      {form.value === "out" && <OutForm attempt={attempt} done={done} />}
      <Made />
      <ul class="hooks">
        {desk.hooks.value.map((hook) => (
          <HookLine key={hook.hook} hook={hook} attempt={attempt} />
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  readonly attempt: Attempt;
  readonly done: () => unknown;
}

function InForm({ attempt, done }: FormProps) {
  const { desk } = useFloor();
  const name = useSignal("");
  async function make(event: Event): Promise<void> {
    event.preventDefault();
    if (await attempt(desk.makeHook({ name: name.peek() }))) done();
  }
  return (
    <form onSubmit={(event) => void make(event)}>
      <Field label="Its name" hint="What its messages come from.">
        <input
          required
          maxLength={40}
          dir="auto"
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
      </Field>
      <Buttons done={done} />
    </form>
  );
}

function OutForm({ attempt, done }: FormProps) {
  const { desk, markets } = useFloor();
  const url = useSignal("");
  const events = useSignal<readonly string[]>(["message"]);
  const symbol = useSignal("");
  const qty = useSignal("1");
  async function make(event: Event): Promise<void> {
    event.preventDefault();
    const trades =
      symbol.peek() === "" ? {} : { trades: { symbol: symbol.peek(), qty: qty.peek().trim() } };
    const made = { url: url.peek().trim(), events: events.peek(), ...trades };
    if (await attempt(desk.makeHook(made))) done();
  }
  return (
    <form onSubmit={(event) => void make(event)}>
      <Field label="URL" hint="HTTPS, at a public address.">
        <input
          required
          type="url"
          placeholder="https://"
          maxLength={1000}
          value={url.value}
          onInput={({ currentTarget }) => (url.value = currentTarget.value)}
        />
      </Field>
      <fieldset>
        <legend>What it hears</legend>
        {EVENTS.map(([event, words]) => (
          <Check
            key={event}
            label={words}
            on={events.value.includes(event)}
            onChange={(on) =>
              (events.value = [
                ...events.value.filter((known) => known !== event),
                ...(on ? [event] : []),
              ])
            }
          />
        ))}
      </fieldset>
      <Field label="Trades in">
        <select
          value={symbol.value}
          onChange={({ currentTarget }) => (symbol.value = currentTarget.value)}
        >
          <option value="">no market</option>
          {markets.list.value.map((market) => (
            <option key={market.symbol} value={market.symbol}>
              {market.symbol}
            </option>
          ))}
        </select>
      </Field>
      {symbol.value !== "" && (
        <Field label="From this quantity on">
          <input
            required
            inputMode="decimal"
            value={qty.value}
            onInput={({ currentTarget }) => (qty.value = currentTarget.value)}
          />
        </Field>
      )}
      <Buttons done={done} />
    </form>
  );
}

function Buttons({ done }: { readonly done: () => unknown }) {
  return (
    <p class="row">
      <button type="submit" class="quiet strong">
        Make it
      </button>
      <button type="button" class="quiet" onClick={done}>
        Cancel
      </button>
    </p>
  );
}

/** What opens or signs, as long as it can be seen. */
function Made() {
  const { desk } = useFloor();
  const made = desk.madeHook.value;
  if (typeof made?.path === "string") {
    return (
      <>
        <CopyField label="Webhook URL" value={location.origin + made.path} />
        <p class="hint">
          Post <code>{'{"text":"…"}'}</code> there. Who has the URL can write here. It is shown only
          now.
        </p>
      </>
    );
  }
  if (typeof made?.secret === "string") {
    return (
      <>
        <CopyField label="Webhook secret" value={made.secret} />
        <p class="hint">Its deliveries are signed with this. It is shown only now.</p>
      </>
    );
  }
  return null;
}

interface HookLineProps {
  readonly hook: Hook;
  readonly attempt: Attempt;
}

function HookLine({ hook, attempt }: HookLineProps) {
  const { desk } = useFloor();
  const dropping = useSignal(false);
  const { failing, trades } = hook;
  return (
    <li>
      <div class="row">
        <span class="what">
          <bdi>{hook.name ?? withoutQuery(hook.url ?? "")}</bdi>
          <small>{hook.url ? heard(hook) : "writes here"}</small>
        </span>
        {dropping.value ? (
          <button
            type="button"
            class="quiet danger"
            onClick={() => void attempt(desk.dropHook(hook.hook))}
          >
            Take it away for good
          </button>
        ) : (
          <button type="button" class="quiet" onClick={() => (dropping.value = true)}>
            Take away…
          </button>
        )}
      </div>
      {trades && (
        <p class="hint">
          Trades of {trades.symbol} from {trades.qty} on.
        </p>
      )}
      {failing && (
        <p class="hint trouble">
          Isn't taken since {moment(failing.since)}: {failing.reason}. Next attempt{" "}
          {moment(failing.nextAt)}.
        </p>
      )}
      {hook.dead?.map(({ delivery, at, reason }) => (
        <p key={delivery} class="row dead">
          <span class="hint">
            Delivery {delivery} was given up {moment(at)}: {reason}.
          </span>
          <button
            type="button"
            class="quiet"
            onClick={() => void attempt(desk.deliver(hook.hook, delivery))}
          >
            Try again
          </button>
        </p>
      ))}
    </li>
  );
}

/** Without what is perhaps a secret of the receiver's. */
function withoutQuery(url: string): string {
  return url.replace(/^https:\/\//i, "").replace(/\?.*$/, "");
}

function heard({ events, deliveries }: Hook): string {
  const words = EVENTS.filter(([event]) => events?.includes(event)).map(([, name]) =>
    name.toLowerCase(),
  );
  const count = deliveries ?? 0;
  return `${words.join(", ")}; ${count} ${count === 1 ? "delivery" : "deliveries"}`;
}

function moment(at: number): string {
  const day = dayName(at, Date.now());
  return day === "Today" ? hoursAndMinutes(at) : `${day} ${hoursAndMinutes(at)}`;
}
