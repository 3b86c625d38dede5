import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { rightsIn } from "../state/rights.ts";
import { messageOf, type RoomState, type Said } from "../state/room.ts";
import { useFloor } from "./context.ts";
import { SaidLine } from "./SaidLine.tsx";

/** A message and what was answered to it, over the conversation. */
export function Thread({ seq }: { readonly seq: number }) {
  const { rooms, speaking } = useFloor();
  const heading = useRef<HTMLHeadingElement>(null);
  const draft = useSignal("");
  const state = rooms.room.value;
  const parent = messageOf(state, seq);
  const replies = repliesTo(state, seq);

  useEffect(() => heading.current?.focus(), [seq]);

  function answer(event: Event): void {
    event.preventDefault();
    const text = draft.value.trim();
    if (text === "") return;
    speaking.answer(seq, text);
    draft.value = "";
  }

  function close(): void {
    rooms.openThread(undefined);
    document.querySelector<HTMLElement>(".log")?.focus();
  }

  return (
    <section
      class="thread"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <div class="thread-head">
        <h3 ref={heading} tabIndex={-1}>
          Thread
        </h3>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
      <div class="thread-lines">
        <ol class="lines">
          {parent === undefined ? (
            <li class="hint">Looking for the message…</li>
          ) : (
            <SaidLine line={parent} follows={false} />
          )}
        </ol>
        <p class="thread-count">{replies.length === 1 ? "1 reply" : `${replies.length} replies`}</p>
        <ol class="lines">
          {replies.map((line) => (
            <SaidLine key={line.seq} line={line} follows={false} />
          ))}
        </ol>
      </div>
      {rightsIn(state, Date.now()).speak && parent?.deleted !== true && (
        <form class="composer" onSubmit={answer}>
          <div class="field">
            <input
              aria-label="Reply in the thread"
              placeholder="Reply"
              dir="auto"
              value={draft.value}
              onInput={({ currentTarget }) => (draft.value = currentTarget.value)}
            />
            <button type="submit" class="primary">
              Reply
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

/** What answers a message, and what answers that, as far as it is known; oldest first. */
export function repliesTo(state: RoomState, seq: number): readonly Said[] {
  const known = [...state.aside.values(), ...state.lines]
    .filter((line): line is Said => line.kind === "said")
    .toSorted((a, b) => a.seq - b.seq);
  const thread = new Set([seq]);
  return known.filter((line) => {
    if (line.replyTo === undefined || !thread.has(line.replyTo)) return false;
    thread.add(line.seq);
    return true;
  });
}
