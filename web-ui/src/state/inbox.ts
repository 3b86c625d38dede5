import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Feed } from "../wire/feed.ts";
import type { Room } from "../wire/messages.ts";
import type { Following } from "../wire/subscriptions.ts";
import type { Rooms } from "./rooms.ts";
import type { Session } from "./session.ts";
import { NO_TALLY, reduceTally, unreadOf, type Tally, type TallyAction } from "./unread.ts";

/** What waits to be read, in each room that the user belongs to. */
export interface Inbox {
  readonly tallies: ReadonlySignal<ReadonlyMap<string, Tally>>;
  /** Over all rooms. */
  readonly unread: ReadonlySignal<number>;
  readonly mentions: ReadonlySignal<number>;
  /** Told by a view that shows the newest line to somebody. */
  readonly see: (seq: number) => void;
}

const MOST_FOLLOWED = 60;
const READ_EVERY_MS = 1_000;
const RECOUNT_MS = 1_000;

export function inboxStore(feed: Feed, session: Session, rooms: Rooms): Inbox {
  const tallies = signal<ReadonlyMap<string, Tally>>(new Map());
  const followed = new Map<string, Following>();
  const waiting = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let recount: ReturnType<typeof setTimeout> | undefined;
  let counted: string | undefined;

  function act(room: string, action: TallyAction): void {
    const tally = reduceTally(tallies.peek().get(room) ?? NO_TALLY, action);
    tallies.value = new Map(tallies.peek()).set(room, tally);
    if (tally.stale) recount ??= setTimeout(() => void again(), RECOUNT_MS);
  }

  async function again(): Promise<void> {
    await rooms.refresh();
    recount = undefined;
  }

  effect(() => followMe(session.speaker.value));
  effect(() => {
    const speaker = session.speaker.value;
    const own = rooms.list.value.filter(isOwn);
    own.forEach(({ room, read, unread, seq }) =>
      act(room, { type: "listed", read: read ?? 0, unread: unread ?? 0, seq: seq ?? 0 }),
    );
    const known = new Set(own.map(({ room }) => room));
    const kept = [...tallies.peek()].filter(([room]) => known.has(room));
    if (kept.length < tallies.peek().size) tallies.value = new Map(kept);
    followRooms(own, rooms.current.value, speaker);
  });
  effect(() => {
    // The room that is looked at has a subscription of its own.
    const { lines, me } = rooms.room.value;
    const room = rooms.current.peek();
    const tally = tallies.peek().get(room);
    if (tally === undefined) return;
    const known = Math.max(tally.at, tally.read, tally.news.at(-1) ?? 0);
    for (const { kind, seq, from } of lines) {
      if (seq > known && kind === "said" && from.id !== me) act(room, { type: "said", seq });
    }
  });

  function followMe(speaker: string | undefined): (() => void) | undefined {
    if (counted !== speaker) tallies.value = new Map();
    counted = speaker;
    if (speaker === undefined) return undefined;
    const following = feed.follow("me", {}, (news) => {
      if (news.kind !== "event") return;
      const { event } = news;
      if (event.type === "mention") {
        act(event.room, { type: "mentioned", seq: event.message });
        if (!rooms.list.peek().some(({ room }) => room === event.room)) void rooms.refresh();
      } else if (event.type === "read") {
        act(event.room, { type: "read", seq: event.message });
      } else if (event.type === "added") {
        void rooms.refresh();
      }
    });
    return () => following.stop();
  }

  function followRooms(own: readonly Room[], current: string, speaker: string | undefined): void {
    const wanted = new Set(
      own
        .map(({ room }) => room)
        .filter((room) => room !== current)
        .slice(0, MOST_FOLLOWED),
    );
    for (const [room, following] of followed) {
      if (speaker !== undefined && wanted.has(room)) continue;
      following.stop();
      followed.delete(room);
    }
    if (speaker === undefined) return;
    for (const room of wanted) {
      if (!followed.has(room)) followed.set(room, followRoom(room, speaker));
    }
  }

  function followRoom(room: string, speaker: string): Following {
    return feed.follow(`room:${room}`, { history: 0 }, (news) => {
      if (news.kind === "ended") {
        followed.delete(room);
        void rooms.refresh();
        return;
      }
      if (news.kind !== "event") return;
      const { event, seq } = news;
      if (seq === undefined) return;
      if (event.type === "deleted") act(room, { type: "deleted", seq: event.message });
      if (event.type !== "message" || event.deleted === true) return;
      if (event.from.id !== speaker) act(room, { type: "said", seq });
    });
  }

  function tell(): void {
    timer = undefined;
    for (const [room, seq] of waiting) void feed.request({ type: "read", room, seq });
    waiting.clear();
  }

  const sum = (of: (tally: Tally) => number) =>
    computed(() => [...tallies.value.values()].reduce((total, tally) => total + of(tally), 0));

  return {
    tallies,
    unread: sum(unreadOf),
    mentions: sum(({ mentions }) => mentions.length),
    see(seq) {
      const room = rooms.current.peek();
      const tally = tallies.peek().get(room);
      if (tally === undefined || seq <= tally.read) return;
      act(room, { type: "read", seq });
      waiting.set(room, seq);
      timer ??= setTimeout(tell, READ_EVERY_MS);
    },
  };
}

/** Whether the user belongs to it: of other rooms the server keeps no account. */
function isOwn({ role, visibility }: Room): boolean {
  return typeof role === "string" || visibility === "direct" || visibility === "private";
}
