// Snapshot plus events gives what a fresh snapshot gives: against a naive room, for random events.
import { describe, expect, test } from "vitest";
import {
  fromSnapshot,
  messageOf,
  reduceRoom,
  withAside,
  withOlder,
  type RoomState,
} from "../../src/state/room.ts";
import type { Message, Room, RoomEvent, You } from "../../src/wire/messages.ts";

const ME = "ada";
const PEOPLE = ["ada", "ben", "cy"];
const WINDOW = 12;

/** A small generator: the same seed gives the same events. */
function randomOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface World {
  readonly log: RoomEvent[];
  readonly members: Set<string>;
  pins: number[];
  info: Room;
  you: You;
}

/** The room as a server would keep it: all events, and what they amount to. */
function newWorld(): World {
  const info: Room = { room: "desk", name: "Desk", topic: "", visibility: "public", members: 3 };
  const you: You = { role: "member", read: 0 };
  return { log: [], members: new Set(PEOPLE), pins: [], info, you };
}

function messagesIn({ log }: World): readonly Message[] {
  return log.filter((event): event is Message => event.type === "message" && !event.deleted);
}

function happen(world: World, random: (below: number) => number): void {
  const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)];
  const seq = world.log.length + 1;
  const id = pick(PEOPLE) ?? ME;
  const at = { seq, at: seq * 1_000, from: { id, name: id.toUpperCase() } };
  const said = messagesIn(world);
  const message = pick(said)?.seq;
  const whom = pick(PEOPLE) ?? ME;
  const kind = random(13);
  let event: RoomEvent = { ...at, type: "message", text: `text ${seq}`, card: undefined };
  if (kind === 3 && message !== undefined) event = { ...event, replyTo: message };
  if (kind === 4 && message !== undefined) event = { ...at, type: "edited", message, text: "new" };
  if (kind === 5 && message !== undefined)
    event = deleting(world, { ...at, type: "deleted", message });
  if (kind === 6 && message !== undefined) {
    event = {
      ...at,
      type: pick(["reacted", "unreacted"] as const) ?? "reacted",
      message,
      emoji: "👍",
    };
  }
  if (kind === 7 && message !== undefined) event = pinning(world, at, message);
  if (kind === 8) {
    event = { ...at, type: "topic", topic: `topic ${seq}` };
    world.info = { ...world.info, topic: `topic ${seq}` };
  }
  if (kind === 9) {
    const now = {
      name: `Desk ${seq}`,
      visibility: "private",
      slow: 5,
      readOnly: true,
      archived: false,
    };
    event = { ...at, type: "settings", ...now };
    world.info = { ...world.info, ...now };
  }
  if (kind === 10) event = passing(world, at);
  if (kind === 11) {
    event = { ...at, type: "role", user: whom, role: "moderator" };
    if (whom === ME) world.you = { ...world.you, role: "moderator" };
  }
  if (kind === 12) {
    event = { ...at, type: "muted", user: whom, until: seq * 2_000 };
    if (whom === ME) world.you = { ...world.you, mutedUntil: seq * 2_000 };
  }
  world.log.push(event);
}

function deleting(
  world: World,
  event: Extract<RoomEvent, { type: "deleted" | "pinned" | "unpinned" }>,
): RoomEvent {
  world.pins = world.pins.filter((pin) => pin !== event.message);
  world.log.forEach((old, index) => {
    if (old.type === "message" && old.seq === event.message) {
      const { text: _text, ...rest } = old;
      world.log[index] = { ...rest, deleted: true };
    } else if (old.type === "edited" && old.message === event.message) {
      const { text: _text, ...rest } = old;
      world.log[index] = { ...rest, deleted: true };
    }
  });
  return event;
}

function pinning(
  world: World,
  at: Pick<Message, "seq" | "at" | "from">,
  message: number,
): RoomEvent {
  const on = !world.pins.includes(message);
  world.pins = on ? [...world.pins, message] : world.pins.filter((pin) => pin !== message);
  return { ...at, type: on ? "pinned" : "unpinned", message };
}

function passing(world: World, at: Pick<Message, "seq" | "at" | "from">): RoomEvent {
  const { id } = at.from;
  const on = !world.members.has(id);
  if (on) world.members.add(id);
  else world.members.delete(id);
  world.info = { ...world.info, members: world.members.size };
  if (id === ME) world.you = { ...world.you, role: on ? "member" : undefined };
  return { ...at, type: on ? "joined" : "left" };
}

/** The message as HTTP tells it: as it is now. */
function asNow({ log }: World, seq: number): Message {
  const message = log.find(
    (event): event is Message => event.type === "message" && event.seq === seq,
  );
  if (message === undefined) throw new Error(`no message ${seq}`);
  const reactions = new Set<string>();
  let { text } = message;
  let edited = false;
  for (const event of log) {
    if (event.type === "reacted" && event.message === seq) reactions.add(event.from.id);
    if (event.type === "unreacted" && event.message === seq) reactions.delete(event.from.id);
    if (event.type === "edited" && event.message === seq && typeof event.text === "string") {
      text = event.text;
      edited = true;
    }
  }
  return {
    ...message,
    text,
    edited,
    reactions: reactions.size > 0 ? { "👍": [...reactions] } : {},
  };
}

function snapshotOf(world: World): RoomState {
  return fromSnapshot({
    info: world.info,
    events: world.log.slice(-WINDOW),
    pins: world.pins.map((seq) => asNow(world, seq)),
    seq: world.log.length,
    me: ME,
    you: world.you,
  });
}

/** What somebody sees, as far back as the fresh snapshot goes. */
function seen(state: RoomState, from: number) {
  return {
    info: state.info,
    you: state.you,
    seq: state.seq,
    lines: state.lines.filter(({ seq }) => seq >= from),
    pins: state.pins.map((seq) => [seq, messageOf(state, seq)?.text]),
  };
}

/** Asks for pins that aren't known, as the page does. */
function withPins(state: RoomState, world: World): RoomState {
  const unknown = state.pins.filter((seq) => messageOf(state, seq) === undefined);
  return withAside(
    state,
    unknown.map((seq) => asNow(world, seq)),
  );
}

describe("snapshot and events", () => {
  test.each([1, 2, 3, 5, 8, 13, 21, 34, 55, 89])("give a fresh snapshot, seed %d", (seed) => {
    const random = randomOf(seed);
    const world = newWorld();
    for (let count = 0; count < 20; count++) happen(world, random);
    let state = snapshotOf(world);

    for (let count = 0; count < 60; count++) {
      happen(world, random);
      const event = world.log.at(-1);
      if (event !== undefined) state = withPins(reduceRoom(state, event), world);

      const fresh = snapshotOf(world);
      const from = fresh.lines[0]?.seq ?? 0;
      expect(seen(state, from)).toEqual(seen(fresh, from));
    }
  });

  test.each([1, 2, 3, 5, 8])(
    "make of a page of history read earlier what is now, seed %d",
    (seed) => {
      const random = randomOf(seed);
      const world = newWorld();
      for (let count = 0; count < 40; count++) happen(world, random);
      let state = snapshotOf(world);
      const first = state.lines[0]?.seq ?? 0;
      const before = messagesIn(world).filter(({ seq }) => seq < first);
      const page = before.map(({ seq }) => asNow(world, seq)); // On its way while things happen.

      for (let count = 0; count < 30; count++) {
        happen(world, random);
        const event = world.log.at(-1);
        if (event !== undefined) state = reduceRoom(state, event);
      }
      state = withOlder(state, page, false);

      for (const { seq } of before) {
        const line = messageOf(state, seq);
        const now = asNow(world, seq);
        expect(line?.deleted).toBe(now.deleted === true);
        if (now.deleted !== true) {
          expect([line?.text, line?.edited]).toEqual([now.text, now.edited]);
          expect(new Set(line?.reactions["👍"])).toEqual(new Set(now.reactions?.["👍"]));
        }
      }
    },
  );
});
