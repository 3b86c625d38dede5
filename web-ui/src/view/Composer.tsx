import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { roomName } from "../state/rooms.ts";
import { LONGEST_TEXT } from "../state/speaking.ts";
import { useFloor } from "./context.ts";

/** Where one writes; for a stranger, where one gives a name first. */
export function Composer() {
  const { session } = useFloor();
  const focusNext = useSignal(false);
  return session.identity.value === undefined ? (
    <NamePrompt onJoined={() => (focusNext.value = true)} />
  ) : (
    <MessageForm focus={focusNext.peek()} />
  );
}

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
  const { rooms, speaking } = useFloor();
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
      <div class="field">
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
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
          }}
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
