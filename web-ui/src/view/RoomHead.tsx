import { useComputed, useSignal } from "@preact/signals";
import { messageOf } from "../state/room.ts";
import { rightsIn } from "../state/rights.ts";
import { roomName } from "../state/rooms.ts";
import { useFloor } from "./context.ts";
import { overlay } from "./ui.ts";

/** The room's name and topic, what is pinned, and the way to all else about it. */
export function RoomHead() {
  const { rooms, desk, failures } = useFloor();
  const name = useComputed(() => roomName(rooms).value);
  const pinsOpen = useSignal(false);
  const state = rooms.room.value;
  const { info, pins } = state;
  const { member, direct } = rightsIn(state, Date.now());
  const topic = info?.topic;
  const live = state.status === "live";
  return (
    <>
      <div class="room-head">
        <h2>
          {info?.visibility === "private" && <Lock />}
          <bdi>{name.value}</bdi>
        </h2>
        <p dir="auto" title={topic ?? undefined}>
          {topic}
        </p>
        {pins.length > 0 && (
          <button
            type="button"
            class="quiet"
            aria-expanded={pinsOpen.value}
            onClick={() => (pinsOpen.value = !pinsOpen.value)}
          >
            {pins.length} pinned
          </button>
        )}
        {live && state.me !== undefined && !member && (
          <button
            type="button"
            class="quiet strong"
            onClick={() => void desk.join().then(failures.fail)}
          >
            Join
          </button>
        )}
        {live && !direct && (
          <button
            type="button"
            class="quiet"
            aria-haspopup="dialog"
            onClick={() => (overlay.value = { kind: "room" })}
          >
            Room
          </button>
        )}
      </div>
      {pinsOpen.value && pins.length > 0 && <Pins onPick={() => (pinsOpen.value = false)} />}
    </>
  );
}

function Pins({ onPick }: { readonly onPick: () => void }) {
  const { rooms } = useFloor();
  const state = rooms.room.value;
  return (
    <ul class="pins" aria-label="Pinned messages">
      {state.pins.map((seq) => {
        const line = messageOf(state, seq);
        return (
          <li key={seq}>
            <button
              type="button"
              onClick={() => {
                onPick();
                rooms.openThread(seq);
              }}
            >
              {line === undefined ? (
                "an earlier message"
              ) : (
                <>
                  <bdi class="name">{line.from.name}</bdi> <span dir="auto">{line.text}</span>
                </>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function Lock() {
  return (
    <svg class="lock" viewBox="0 0 16 16" role="img" aria-label="private">
      <path
        d="M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7Zm1.8 0h4.4V5a2.2 2.2 0 0 0-4.4 0Z"
        fill="currentColor"
      />
    </svg>
  );
}
