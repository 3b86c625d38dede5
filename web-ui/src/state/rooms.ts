import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { snapshotEvents, snapshotItems } from "../wire/decode.ts";
import type { Feed } from "../wire/feed.ts";
import type { Api } from "../wire/http.ts";
import { message, person, room as roomShape, you as youShape } from "../wire/messages.ts";
import type { ChannelEvent, PresenceEvent, Room, RoomEvent } from "../wire/messages.ts";
import { roomEvents } from "../wire/roomShapes.ts";
import { integer, isObject } from "../wire/shape.ts";
import type { ChannelNews } from "../wire/subscriptions.ts";
import type { Frames } from "./frames.ts";
import { NOBODY, reducePresence, withoutIdle, withoutTypist, type Presence } from "./presence.ts";
import {
  NO_ROOM,
  fromSnapshot,
  goneMessage,
  messageOf,
  reduceRoom,
  trimmed,
  unknownMessages,
  withAside,
  withOlder,
  type RoomState,
} from "./room.ts";
import type { Session } from "./session.ts";
import { inWords } from "./words.ts";

export interface Rooms {
  /** The lobby first, then by name. */
  readonly list: ReadonlySignal<readonly Room[]>;
  readonly current: ReadonlySignal<string>;
  readonly room: ReadonlySignal<RoomState>;
  readonly presence: ReadonlySignal<Presence>;
  readonly loadingOlder: ReadonlySignal<boolean>;
  /** `seq` of the first message that was unread when the room was opened. */
  readonly newFrom: ReadonlySignal<number | undefined>;
  /** The message whose thread is open. */
  readonly thread: ReadonlySignal<number | undefined>;
  readonly select: (room: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly loadOlder: () => Promise<void>;
  /** Told by a view that shows the newest line, where older ones may go. */
  readonly trim: () => void;
  readonly openThread: (seq: number | undefined) => void;
  /** Asks for the list anew. */
  readonly refresh: () => Promise<void>;
  /** Opens the current room anew, for one whom it let in. */
  readonly reopen: () => void;
}

const LOBBY = "lobby";
const PAGE = 50;
const KEPT_LINES = 200;
const MOST_LINES = 600;
const MOST_ASKED = 8;
const REFRESH_MS = 20_000;

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
  const newFrom = signal<number | undefined>(undefined);
  const thread = signal<number | undefined>(undefined);
  const reopened = signal(0);
  let shown = "";
  let asked = new Set<number>();

  const token = () => session.identity.peek()?.token;

  effect(() => {
    void session.speaker.value;
    if (session.live.value) void refresh();
  });
  effect(() => {
    void reopened.value;
    return follow(current.value, session.speaker.value);
  });
  effect(() => {
    const unknown = unknownMessages(room.value).filter((seq) => !asked.has(seq));
    if (unknown.length > 0) void lookUp(current.peek(), unknown);
  });
  setInterval(() => (presence.value = withoutIdle(presence.peek(), Date.now())), 1_000);
  setInterval(() => {
    if (session.live.peek() && document.visibilityState === "visible") void refresh();
  }, REFRESH_MS);

  async function refresh(): Promise<void> {
    const answer = await api.rooms(token());
    if (answer.ok) list.value = answer.value.toSorted(byLobbyThenName);
  }

  function follow(id: string, speaker: string | undefined): () => void {
    if (shown !== id) {
      shown = id;
      room.value = NO_ROOM;
      thread.value = undefined;
      newFrom.value = undefined;
    }
    presence.value = NOBODY;
    asked = new Set();
    const roomNews = frames.queue<ChannelNews>((news) => {
      const opening = room.peek().status === "loading";
      room.value = news.reduce((state, each) => withRoomNews(state, each, speaker), room.peek());
      if (opening) newFrom.value = firstUnread(room.peek());
    });
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

  /** Asks for messages that are quoted or pinned; what history doesn't know is gone. */
  async function lookUp(id: string, unknown: readonly number[]): Promise<void> {
    const some = unknown.slice(0, MOST_ASKED);
    const mine = asked;
    some.forEach((seq) => mine.add(seq));
    for (const seq of some) {
      const answer = await api.messages(id, seq + 1, 1, token());
      if (mine !== asked) return;
      if (!answer.ok) continue;
      const found = answer.value.find((each) => each.seq === seq) ?? goneMessage(seq);
      room.value = withAside(room.peek(), [found]);
    }
  }

  async function openThread(seq: number | undefined): Promise<void> {
    thread.value = seq;
    const id = current.peek();
    if (seq === undefined) return;
    const answer = await api.replies(id, seq, token());
    if (answer.ok && current.peek() === id) room.value = withAside(room.peek(), answer.value);
    if (messageOf(room.peek(), seq) === undefined) void lookUp(id, [seq]);
  }

  return {
    list,
    current,
    room,
    presence,
    loadingOlder,
    newFrom,
    thread,
    select: (id) => (current.value = id),
    step(by) {
      const index = list.peek().findIndex((other) => other.room === current.peek());
      const next = list.peek().at((index + by) % Math.max(1, list.peek().length));
      if (next !== undefined) current.value = next.room;
    },
    async loadOlder() {
      const before = room.peek();
      const id = current.peek();
      const oldest = before.lines[0]?.seq ?? before.seq + 1;
      if (loadingOlder.peek() || !before.more) return;
      loadingOlder.value = true;
      const answer = await api.messages(id, oldest, PAGE, token());
      const now = room.peek().lines[0]?.seq ?? room.peek().seq + 1;
      if (answer.ok && current.peek() === id && now === oldest) {
        room.value = withOlder(room.peek(), answer.value, answer.value.length >= PAGE);
      }
      loadingOlder.value = false;
    },
    trim: () => (room.value = trimmed(room.peek(), KEPT_LINES, MOST_LINES)),
    openThread: (seq) => void openThread(seq),
    refresh,
    reopen() {
      shown = "";
      reopened.value++;
    },
  };
}

/** The room's own name where it is known. */
export function roomName(rooms: Rooms): ReadonlySignal<string> {
  return computed(
    () =>
      rooms.room.value.info?.name ||
      rooms.list.value.find(({ room }) => room === rooms.current.value)?.name ||
      rooms.current.value,
  );
}

/** Of whom the page knows more than an id. */
export function nameOf(rooms: Rooms, id: string): string {
  const spoke = rooms.room.value.lines.findLast(({ from }) => from.id === id)?.from;
  return spoke?.name ?? rooms.presence.value.people.find((each) => each.id === id)?.name ?? id;
}

export function withRoomNews(
  state: RoomState,
  news: ChannelNews,
  me: string | undefined,
): RoomState {
  switch (news.kind) {
    case "snapshot": {
      const { snapshot, seq } = news;
      const { room, you } = isObject(snapshot) ? snapshot : {};
      return fromSnapshot({
        info: roomShape(room) ? room : undefined,
        events: snapshotEvents(snapshot).filter(isRoomEvent),
        pins: snapshotItems(snapshot, "pins", message),
        seq,
        me,
        you: youShape(you) ? you : undefined,
      });
    }
    case "event":
      return isRoomEvent(news.event) ? reduceRoom(state, news.event) : state;
    case "ended":
      return { ...state, status: "ended", code: news.code, reason: inWords(news) };
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

function firstUnread({ lines, you, me, status }: RoomState): number | undefined {
  const read = you?.read ?? 0;
  if (status !== "live" || read === 0 || typeof you?.role !== "string") return undefined;
  return lines.find(({ kind, seq, from }) => kind === "said" && seq > read && from.id !== me)?.seq;
}

export function isRoomEvent(event: ChannelEvent): event is RoomEvent {
  return Object.hasOwn(roomEvents, event.type);
}

function isPresenceEvent(event: ChannelEvent): event is PresenceEvent {
  return event.type === "presence.changed" || event.type === "typing";
}

function byLobbyThenName(a: Room, b: Room): number {
  if (a.room === LOBBY || b.room === LOBBY) return a.room === LOBBY ? -1 : 1;
  return a.name.localeCompare(b.name);
}
