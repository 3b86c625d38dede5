import { badge, unreadOf, NO_TALLY } from "../state/unread.ts";
import type { Room } from "../wire/messages.ts";
import { useFloor } from "./context.ts";
import { Lock } from "./RoomHead.tsx";
import { overlay } from "./ui.ts";

/** All rooms that one may know of, with what waits in one's own; people after rooms. */
export function RoomsPanel() {
  const { rooms, session } = useFloor();
  const list = rooms.list.value;
  const direct = list.filter(({ visibility }) => visibility === "direct");
  const others = list.filter(({ visibility }) => visibility !== "direct");
  return (
    <section class="panel rooms" aria-label="Rooms">
      <div class="rooms-head">
        <h2>Rooms</h2>
        {session.identity.value !== undefined && (
          <button
            type="button"
            class="icon"
            aria-label="New room"
            title="New room"
            onClick={() => (overlay.value = { kind: "create" })}
          >
            <span aria-hidden="true">+</span>
          </button>
        )}
      </div>
      <ul>
        {others.map((room) => (
          <RoomRow key={room.room} room={room} />
        ))}
        {direct.length > 0 && (
          <li class="rooms-part" key="direct-head">
            Direct
          </li>
        )}
        {direct.map((room) => (
          <RoomRow key={room.room} room={room} />
        ))}
      </ul>
    </section>
  );
}

function RoomRow({ room: { room, name, visibility } }: { readonly room: Room }) {
  const { rooms, inbox } = useFloor();
  const tally = inbox.tallies.value.get(room) ?? NO_TALLY;
  const unread = unreadOf(tally);
  const mentions = tally.mentions.length;
  return (
    <li>
      <button
        type="button"
        class={unread > 0 ? "waits" : undefined}
        aria-current={room === rooms.current.value ? "true" : undefined}
        onClick={() => rooms.select(room)}
      >
        {visibility === "private" && <Lock />}
        <bdi>{name || room}</bdi>
        {mentions > 0 ? (
          <span class="badge mentioned">
            <span aria-hidden="true">@{badge(mentions)}</span>
            <span class="hidden">
              {mentions} mentions, {unread} unread
            </span>
          </span>
        ) : (
          unread > 0 && (
            <span class="badge">
              {badge(unread)}
              <span class="hidden"> unread</span>
            </span>
          )
        )}
      </button>
    </li>
  );
}
