import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { typingLine } from "../state/presence.ts";
import { Composer } from "./Composer.tsx";
import { useFloor } from "./context.ts";
import { Lines, OutgoingLine } from "./Lines.tsx";
import { RoomHead } from "./RoomHead.tsx";
import { Thread } from "./Thread.tsx";
import { menu } from "./ui.ts";

/** The room being read: its lines, who is typing, and where to write. */
export function Messages() {
  const floor = useFloor();
  const { room, thread, current } = floor.rooms;
  const state = room.value;
  const shut = state.status === "ended" && floor.session.identity.value !== undefined;
  return (
    <section class="panel messages" aria-label="Messages">
      <RoomHead key={current.value} />
      {state.status === "ended" ? (
        <Ended reason={state.reason ?? ""} />
      ) : (
        <Log key={current.value} />
      )}
      {thread.value !== undefined && state.status !== "ended" && <Thread seq={thread.value} />}
      {!shut && <TypingLine />}
      {!shut && <Composer />}
    </section>
  );
}

/** A room that can't be read; for who comes with an invitation, what to do about it. */
function Ended({ reason }: { readonly reason: string }) {
  const { desk, rooms } = useFloor();
  const invited = desk.invitation.value?.room === rooms.current.value;
  return invited ? (
    <p class="ended" role="status">
      You are invited to this room. Give a name below, or log in, to join.
    </p>
  ) : (
    <p class="ended" role="alert">
      {reason}
    </p>
  );
}

const NEAR_PX = 60;

/** Keeps to the newest line while it is in sight, and to what is being read otherwise. */
function Log() {
  const { rooms, speaking, inbox } = useFloor();
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ first: 0, height: 0, last: 0 });
  const unseen = useSignal(0);
  const { lines, more, status } = rooms.room.value;
  const outgoing = speaking.outgoing.value;

  useSignalEffect(() => {
    const count = speaking.outgoing.value.length;
    if (count > 0) atEnd.current = true; // Who speaks wants to see it.
  });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const first = lines[0]?.seq ?? 0;
    const last = lines.at(-1)?.seq ?? 0;
    const { first: oldFirst, height, last: oldLast } = before.current;
    if (atEnd.current) {
      element.scrollTop = element.scrollHeight;
      unseen.value = 0;
    } else {
      if (first < oldFirst) element.scrollTop += element.scrollHeight - height;
      if (last > oldLast)
        unseen.value += lines.filter(({ seq, kind }) => seq > oldLast && kind === "said").length;
    }
    before.current = { first, height: element.scrollHeight, last };
    if (more && element.scrollHeight <= element.clientHeight) void rooms.loadOlder();
  }, [lines, outgoing]);

  useEffect(() => {
    const look = () => {
      const { seq } = rooms.room.peek();
      const shown = (box.current?.clientHeight ?? 0) > 0;
      if (atEnd.current && shown && document.visibilityState === "visible") inbox.see(seq);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [lines, unseen.value, inbox.tallies.value.has(rooms.current.value)]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || content.current === null) return;
    // A line may grow after it was drawn, when a price comes in; the box shrinks for a keyboard.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    resized.observe(content.current);
    return () => resized.disconnect();
  }, []);

  function onScroll(): void {
    const element = box.current;
    if (element === null) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    atEnd.current = below < NEAR_PX;
    if (atEnd.current) {
      unseen.value = 0;
      inbox.see(rooms.room.peek().seq);
      rooms.trim();
    }
    if (element.scrollTop < element.clientHeight / 2) void rooms.loadOlder();
  }

  function toEnd(): void {
    atEnd.current = true;
    unseen.value = 0;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }

  return (
    <div class="log-frame">
      <div
        class="log"
        ref={box}
        onScroll={onScroll}
        onKeyDown={walk}
        role="log"
        aria-label="Conversation"
        tabIndex={0}
      >
        <div ref={content}>
          {rooms.loadingOlder.value && <p class="hint">Loading earlier messages…</p>}
          {status === "live" && !more && <p class="hint">This is where the room begins.</p>}
          {status === "loading" && <p class="hint">Opening the room…</p>}
          <Lines lines={lines} />
          {outgoing.length > 0 && (
            <ol class="lines">
              {outgoing.map((item) => (
                <OutgoingLine key={item.key} item={item} />
              ))}
            </ol>
          )}
        </div>
      </div>
      {unseen.value > 0 && (
        <button type="button" class="pill" onClick={toEnd}>
          {unseen.value === 1 ? "1 new message" : `${unseen.value} new messages`}
        </button>
      )}
    </div>
  );
}

/** Arrows go from message to message; Enter opens what can be done with one. */
function walk(event: KeyboardEvent): void {
  const { target, key, currentTarget: log } = event;
  if (!(target instanceof HTMLElement) || !(log instanceof HTMLElement)) return;
  if (event.altKey || target.matches("button, a, textarea, input")) return;
  const said = [...log.querySelectorAll<HTMLElement>("li.said[data-seq]")];
  const at = said.findIndex((line) => line === target);
  if (key === "ArrowUp" || key === "ArrowDown") {
    const next = at < 0 ? said.length - 1 : at + (key === "ArrowUp" ? -1 : 1);
    if (next < 0 || next >= said.length) return;
    event.preventDefault();
    said[next]?.focus();
  } else if (key === "Enter" && at >= 0) {
    event.preventDefault();
    menu.value = { kind: "message", seq: Number(target.dataset["seq"]), anchor: target };
  }
}

function TypingLine() {
  const { rooms, session } = useFloor();
  const line = useComputed(() => {
    const me = session.identity.value?.id;
    const others = rooms.presence.value.typing.filter(({ person }) => person.id !== me);
    return typingLine(others.map(({ person }) => person.name));
  });
  return (
    <p class="typing" aria-live="off">
      {line.value}
    </p>
  );
}
