import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { rightsIn } from "../state/rights.ts";
import { messageOf } from "../state/room.ts";
import { roomName } from "../state/rooms.ts";
import { LONGEST_TEXT } from "../state/speaking.ts";
import { useFloor } from "./context.ts";
import { overlay } from "./ui.ts";

/** Where one writes; for a stranger, where one gives a name first. */
export function Composer() {
  const { session, rooms } = useFloor();
  const focusNext = useSignal(false);
  const now = useSignal(Date.now());
  const mutedUntil = rooms.room.value.you?.mutedUntil ?? 0;
  const silence = rightsIn(rooms.room.value, Math.max(now.value, Date.now())).silence;
  useEffect(() => {
    const left = mutedUntil - Date.now();
    if (left <= 0 || left > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => (now.value = mutedUntil + 1), left + 1); // Nobody tells.
    return () => clearTimeout(timer);
  }, [mutedUntil]);
  if (silence !== undefined) return <p class="composer hint">{silence}</p>;
  return session.identity.value === undefined ? (
    <NamePrompt onJoined={() => (focusNext.value = true)} />
  ) : (
    <MessageForm focus={focusNext.peek()} />
  );
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

function NamePrompt({ onJoined }: { readonly onJoined: () => void }) {
  const { session } = useFloor();
  const name = useSignal("");
  const failure = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);

  async function join(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value || name.value.trim() === "") return;
    busy.value = true;
    onJoined();
    failure.value = await session.join(name.value.trim());
    busy.value = false;
  }

  return (
    <form class="composer" onSubmit={(event) => void join(event)}>
      {failure.value !== undefined && (
        <p class="failure" role="alert" id="name-failure">
          {failure.value}
        </p>
      )}
      <div class="field">
        <input
          id="composer"
          aria-label="Your name"
          aria-describedby={failure.value === undefined ? undefined : "name-failure"}
          placeholder="Your name to speak"
          autoComplete="nickname"
          maxLength={64}
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
        <button type="submit" class="primary" disabled={busy.value}>
          Join
        </button>
      </div>
    </form>
  );
}

const COUNT_FROM = LONGEST_TEXT - 400;

function MessageForm({ focus }: { readonly focus: boolean }) {
  const { rooms, speaking, remarks } = useFloor();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = speaking.draft.value;
  const length = [...draft.trim()].length;
  const failed = speaking.outgoing.value.findLast(({ state }) => state.kind === "failed");

  useLayoutEffect(() => {
    if (focus) field.current?.focus();
  }, []);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) return send(event);
    if (event.key === "ArrowUp" && draft === "" && !event.altKey && remarks.editLast()) {
      event.preventDefault();
    } else if (event.key === "Escape" && speaking.replyingTo.peek() !== undefined) {
      event.stopPropagation();
      speaking.replyTo(undefined);
    }
  }

  function send(event: Event): void {
    event.preventDefault();
    speaking.say();
    field.current?.focus();
  }

  return (
    <form class="composer" onSubmit={send}>
      {failed?.state.kind === "failed" && (
        <p class="failure" role="alert">
          {failed.state.message}
        </p>
      )}
      <Replying />
      {/^\/[a-z]*$/.test(draft) && <Commands />}
      <div class="field">
        <button
          type="button"
          class="icon"
          aria-label="Share a trade"
          title="Share a trade"
          aria-haspopup="dialog"
          onClick={() => (overlay.value = { kind: "share" })}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="m3 14 4.5-5 3 3L17 5m-4.5 0H17v4.5"
              fill="none"
              stroke="currentColor"
              stroke-width="1.7"
            />
          </svg>
        </button>
        <textarea
          id="composer"
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder={`Message ${roomName(rooms).value}`}
          enterkeyhint="send"
          value={draft}
          onInput={({ currentTarget }) => speaking.setDraft(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {length >= COUNT_FROM && (
          <span class={length > LONGEST_TEXT ? "left over" : "left"} role="status">
            {LONGEST_TEXT - length}
          </span>
        )}
        <button type="submit" class="primary" disabled={length > LONGEST_TEXT}>
          Send
        </button>
      </div>
    </form>
  );
}

/** What the draft answers, and the way not to. */
function Replying() {
  const { rooms, speaking } = useFloor();
  const seq = speaking.replyingTo.value;
  const line = seq === undefined ? undefined : messageOf(rooms.room.value, seq);
  if (line === undefined) return null;
  return (
    <p class="replying">
      <span>
        Reply to <bdi>{line.from.name}</bdi>: <span dir="auto">{line.text}</span>
      </span>
      <button type="button" class="quiet" onClick={() => speaking.replyTo(undefined)}>
        Cancel the reply
      </button>
    </p>
  );
}

const COMMANDS = [
  ["/buy 0.1 BTC-USD @ 61000", "buy; without @ at the market"],
  ["/sell 0.1 BTC-USD @ 61000", "sell"],
  ["/price BTC-USD", "last trade, best bid and ask"],
  ["/topic text", "set the topic"],
  ["/mute name 10m", "let nobody hear somebody"],
  ["/help", "all commands"],
] as const;

/** The commands, once somebody begins one. */
function Commands() {
  const { speaking } = useFloor();
  const begun = speaking.draft.value;
  const fitting = COMMANDS.filter(([usage]) => usage.startsWith(begun));
  if (fitting.length === 0) return null;
  return (
    <ul class="commands" aria-label="Commands">
      {fitting.map(([usage, what]) => (
        <li key={usage}>
          <code>{usage}</code> <span>{what}</span>
        </li>
      ))}
    </ul>
  );
}
