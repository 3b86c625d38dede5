import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { emojiName, whoReacted } from "../state/emoji.ts";
import { rightsIn } from "../state/rights.ts";
import { messageOf, type Said } from "../state/room.ts";
import { nameOf } from "../state/rooms.ts";
import { LONGEST_TEXT } from "../state/speaking.ts";
import { hoursAndMinutes, withSeconds } from "../state/when.ts";
import { Avatar, Name, NameButton } from "./Avatar.tsx";
import { useFloor } from "./context.ts";
import { MessageText } from "./MessageText.tsx";
import { isHook } from "./people.ts";
import { TradeCard } from "./TradeCard.tsx";
import { menu } from "./ui.ts";

interface SaidLineProps {
  readonly line: Said;
  /** Whether the author is named right above already. */
  readonly follows: boolean;
}

/** A message with all that belongs to it. */
export function SaidLine({ line, follows }: SaidLineProps) {
  const { session, remarks } = useFloor();
  const { from, at, seq } = line;
  const me = session.identity.value?.id;
  const mine = me !== undefined && line.mentions.includes(me);
  const editing = remarks.editing.value === seq;
  return (
    <li
      class={`said${follows ? " follows" : ""}${mine ? " for-me" : ""}`}
      data-seq={seq}
      tabIndex={-1}
    >
      {!follows && <Avatar id={from.id} name={from.name} />}
      <div class="body">
        <p class={follows ? "who hidden" : "who"}>
          {isHook(from.id) ? (
            <Name id={from.id} name={from.name} />
          ) : (
            <NameButton id={from.id} name={from.name} quiet={follows} />
          )}
          {from.guest === true && <span class="guest">guest</span>}
          {isHook(from.id) && <span class="guest">webhook</span>}
        </p>
        {line.replyTo !== undefined && <ReplyTo seq={line.replyTo} />}
        {editing ? <EditForm line={line} /> : <Words line={line} />}
        {line.card !== undefined && <TradeCard card={line.card} />}
        <Reactions line={line} />
      </div>
      {!line.deleted && !editing && <Tools seq={seq} />}
      <time class="at" dateTime={new Date(at).toISOString()} title={withSeconds(at)}>
        {hoursAndMinutes(at)}
      </time>
    </li>
  );
}

function Words({ line }: { readonly line: Said }) {
  if (line.deleted) return <p class="text gone">This message was deleted.</p>;
  return (
    <>
      <MessageText text={line.text} prices={line.prices} />
      {line.edited && <span class="edited">edited</span>}
    </>
  );
}

/** Out of the order of tabbing: the keyboard opens the same menu with Enter on the message. */
function Tools({ seq }: { readonly seq: number }) {
  const { rooms, speaking } = useFloor();
  const { speak } = rightsIn(rooms.room.value, Date.now());
  return (
    <div class="tools-line">
      {speak && (
        <button
          type="button"
          tabIndex={-1}
          aria-label="Reply"
          title="Reply"
          onClick={() => {
            speaking.replyTo(seq);
            document.getElementById("composer")?.focus();
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M8 4 3 9l5 5V11c4 0 7 1 9 4-.5-5-4-8-9-8z" fill="currentColor" />
          </svg>
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label="React and more"
        title="React and more"
        aria-haspopup="menu"
        onClick={({ currentTarget: anchor }) => (menu.value = { kind: "message", seq, anchor })}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path
            d="M6.8 11.5a3.6 3.6 0 0 0 6.4 0"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linecap="round"
          />
          <circle cx="7.6" cy="8.2" r="1.1" fill="currentColor" />
          <circle cx="12.4" cy="8.2" r="1.1" fill="currentColor" />
        </svg>
      </button>
    </div>
  );
}

function Reactions({ line }: { readonly line: Said }) {
  const { rooms, remarks } = useFloor();
  const reactions = Object.entries(line.reactions);
  if (reactions.length === 0) return null;
  const { me } = rooms.room.value;
  return (
    <ul class="reactions" aria-label="Reactions">
      {reactions.map(([emoji, users]) => {
        const who = whoReacted(users.map((id) => (id === me ? "you" : nameOf(rooms, id))));
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={me !== undefined && users.includes(me)}
              aria-label={`${emojiName(emoji)}, ${users.length}: ${who}`}
              title={who}
              disabled={me === undefined}
              onClick={() => remarks.toggle(line.seq, emoji)}
            >
              <span aria-hidden="true">{emoji}</span> {users.length}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What a message answers; opens the thread. */
export function ReplyTo({ seq }: { readonly seq: number }) {
  const { rooms } = useFloor();
  const line = messageOf(rooms.room.value, seq);
  return (
    <button type="button" class="reply" onClick={() => rooms.openThread(seq)}>
      {line === undefined ? (
        "in reply to an earlier message"
      ) : line.deleted ? (
        "in reply to a deleted message"
      ) : (
        <>
          <bdi class="name">{line.from.name}</bdi> <span dir="auto">{line.text}</span>
        </>
      )}
    </button>
  );
}

/** Edits in place: Enter saves, Escape leaves all as it was. */
function EditForm({ line }: { readonly line: Said }) {
  const { remarks } = useFloor();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal(line.text);
  const failure = useSignal<string | undefined>(undefined);

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(line.text.length, line.text.length);
  }, []);
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text.value]);

  function leave(): void {
    remarks.cancelEdit();
    document.getElementById("composer")?.focus();
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const trimmed = text.peek().trim();
    if (trimmed === "" || [...trimmed].length > LONGEST_TEXT) return;
    failure.value = await remarks.saveEdit(trimmed);
    if (failure.value === undefined) document.getElementById("composer")?.focus();
  }

  return (
    <form class="edit" onSubmit={(event) => void save(event)}>
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label="Edit the message"
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void save(event);
          if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            leave();
          }
        }}
      />
      {failure.value !== undefined && (
        <p class="failure" role="alert">
          {failure.value}
        </p>
      )}
      <p class="edit-keys">
        <button type="submit" class="quiet">
          Save
        </button>
        <button type="button" class="quiet" onClick={leave}>
          Cancel
        </button>
      </p>
    </form>
  );
}
