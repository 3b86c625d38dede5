import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { snapshotEvents, snapshotItems } from "../wire/decode.ts";
import type { Feed } from "../wire/feed.ts";
import type { Api } from "../wire/http.ts";
import { message, person, room as roomShape } from "../wire/messages.ts";
import type { ChannelEvent, PresenceEvent, Room, RoomEvent } from "../wire/messages.ts";
import { integer, isObject } from "../wire/shape.ts";
import type { ChannelNews } from "../wire/subscriptions.ts";
import type { Frames } from "./frames.ts";
import { NOBODY, reducePresence, withoutIdle, withoutTypist, type Presence } from "./presence.ts";
import { NO_ROOM, fromSnapshot, reduceRoom, trimmed, withOlder, type RoomState } from "./room.ts";
import type { Session } from "./session.ts";

export interface Rooms {
  /** The lobby first, then by name. */
  readonly list: ReadonlySignal<readonly Room[]>;
  readonly current: ReadonlySignal<string>;
  readonly room: ReadonlySignal<RoomState>;
  readonly presence: ReadonlySignal<Presence>;
  readonly loadingOlder: ReadonlySignal<boolean>;
  readonly select: (room: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly loadOlder: () => Promise<void>;
  /** Told by a view that shows the newest line, where older ones may go. */
  readonly trim: () => void;
}

const LOBBY = "lobby";
const PAGE = 50;
const KEPT_LINES = 200;
const MOST_LINES = 600;

export function roomsStore(
  feed: Feed,
  api: Api,
  frames: Frames,
  session: Session,
  first: string,
): Rooms {
  const list = signal<readonly Room[]>([]);
  const current = signal(first === "" ? LOBBY : first);
  const room = signal<RoomState>(NO_ROOM);
  const presence = signal<Presence>(NOBODY);
  const loadingOlder = signal(false);

  effect(() => {
    const token = session.identity.value?.token;
    if (session.live.value) void loadRooms(token);
  });
  effect(() => follow(current.value));
  setInterval(() => (presence.value = withoutIdle(presence.peek(), Date.now())), 1_000);

  async function loadRooms(token: string | undefined): Promise<void> {
    const answer = await api.rooms(token);
    if (answer.ok) list.value = answer.value.toSorted(byLobbyThenName);
  }

  function follow(id: string): () => void {
    room.value = NO_ROOM;
    presence.value = NOBODY;
    const roomNews = frames.queue<ChannelNews>(
      (news) => (room.value = news.reduce(withRoomNews, room.peek())),
    );
    const presenceNews = frames.queue<ChannelNews>((news) => {
      presence.value = news.reduce(withPresenceNews, presence.peek());
    });
    const following = [
      feed.follow(`room:${id}`, {}, (news) => {
        roomNews.push(news);
        if (news.kind === "event" && news.event.type === "message") {
          presence.value = withoutTypist(presence.peek(), news.event.from.id);
        }
      }),
      feed.follow(`presence:${id}`, {}, presenceNews.push),
    ];
    return () => {
      following.forEach(({ stop }) => stop());
      roomNews.close();
      presenceNews.close();
    };
  }

  return {
    list,
    current,
    room,
    presence,
    loadingOlder,
    select: (id) => (current.value = id),
    step(by) {
      const index = list.peek().findIndex((other) => other.room === current.peek());
      const next = list.peek().at((index + by) % Math.max(1, list.peek().length));
      if (next !== undefined) current.value = next.room;
    },
    async loadOlder() {
      const before = room.peek();
      const id = current.peek();
      const oldest = before.lines[0]?.seq;
      if (loadingOlder.peek() || !before.more || oldest === undefined) return;
      loadingOlder.value = true;
      const answer = await api.messages(id, oldest, PAGE, session.identity.peek()?.token);
      if (answer.ok && current.peek() === id && room.peek().lines[0]?.seq === oldest) {
        room.value = withOlder(room.peek(), answer.value, answer.value.length >= PAGE);
      }
      loadingOlder.value = false;
    },
    trim: () => (room.value = trimmed(room.peek(), KEPT_LINES, MOST_LINES)),
  };
}

/** The room's own name where it is known. */
export function roomName(rooms: Rooms): ReadonlySignal<string> {
  return computed(
    () =>
      rooms.room.value.info?.name ??
      rooms.list.value.find(({ room }) => room === rooms.current.value)?.name ??
      rooms.current.value,
  );
}

function withRoomNews(state: RoomState, news: ChannelNews): RoomState {
  switch (news.kind) {
    case "snapshot": {
      const { snapshot, seq } = news;
      const info = isObject(snapshot) && roomShape(snapshot["room"]) ? snapshot["room"] : undefined;
      const events = snapshotEvents(snapshot).filter(isRoomEvent);
      const pins = snapshotItems(snapshot, "pins", message).map((pinned) => pinned.seq);
      return fromSnapshot({ info, events, pins, seq });
    }
    case "event":
      return isRoomEvent(news.event) ? reduceRoom(state, news.event) : state;
    case "ended":
      return { ...state, status: "ended", reason: news.message };
    case "live":
      return state;
  }
}

function withPresenceNews(state: Presence, news: ChannelNews): Presence {
  if (news.kind === "event") {
    return isPresenceEvent(news.event) ? reducePresence(state, news.event, Date.now()) : state;
  }
  if (news.kind !== "snapshot") return state;
  const { snapshot } = news;
  const count = isObject(snapshot) && integer(snapshot["count"]) ? snapshot["count"] : 0;
  return { count, people: snapshotItems(snapshot, "people", person), typing: [] };
}

function isRoomEvent(event: ChannelEvent): event is RoomEvent {
  return "from" in event && "seq" in event;
}

function isPresenceEvent(event: ChannelEvent): event is PresenceEvent {
  return event.type === "presence.changed" || event.type === "typing";
}

function byLobbyThenName(a: Room, b: Room): number {
  if (a.room === LOBBY || b.room === LOBBY) return a.room === LOBBY ? -1 : 1;
  return a.name.localeCompare(b.name);
}
