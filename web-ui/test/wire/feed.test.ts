import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Feed, type ConnectionStatus } from "../../src/wire/feed.ts";
import type { Renewal } from "../../src/wire/identity.ts";
import type { ChannelNews } from "../../src/wire/subscriptions.ts";
import { FakeSocket } from "./fakes.ts";

const ROOM = "room:lobby";
const message = (seq: number) => ({
  type: "message",
  channel: ROOM,
  seq,
  at: 1,
  from: { id: "ada", name: "Ada" },
  text: `text ${seq}`,
});

/** A feed whose server is the test: `sockets` are its connections, in order. */
function newFeed(given: { token?: string; renewal?: Renewal; online?: boolean } = {}) {
  const sockets: FakeSocket[] = [];
  const statuses: ConnectionStatus[] = [];
  const renew = vi.fn(() => Promise.resolve<Renewal>(given.renewal ?? "renewed"));
  const feed = new Feed({
    open(protocols) {
      const socket = new FakeSocket(protocols);
      sockets.push(socket);
      return socket as Pick<WebSocket, "send" | "close" | "readyState"> as WebSocket;
    },
    token: () => given.token,
    renew,
    status: (status) => statuses.push(status),
    notice: () => undefined,
    online: () => given.online ?? true,
    random: () => 0.5,
  });
  feed.connect();
  const socket = () => {
    const last = sockets.at(-1);
    if (last === undefined) throw new Error("no connection yet");
    return last;
  };
  return { feed, sockets, socket, renew, status: () => statuses.at(-1) };
}

/** Follows the lobby on a live connection, from a snapshot at `seq`. */
function following(setup: ReturnType<typeof newFeed>, seq: number) {
  const news: ChannelNews[] = [];
  const channel = setup.feed.follow(ROOM, {}, (item) => news.push(item));
  setup.socket().welcome();
  answer(setup.socket(), { seq, recovered: false, snapshot: { events: [] } });
  return {
    channel,
    seqs: () => news.map((item) => (item.kind === "event" ? item.seq : item.kind)),
  };
}

function answer(socket: FakeSocket, fields: object): void {
  const id = socket.lastSent("subscribe")?.["id"];
  socket.receive({ type: "subscribed", id, channel: ROOM, epoch: "k3v9", ...fields });
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe("a feed", () => {
  test("is live once welcomed, and says who it is by subprotocol", () => {
    const { socket, status } = newFeed({ token: "t0k.en" });
    expect(status()).toEqual({ kind: "connecting" });

    socket().welcome({ id: "ada", name: "Ada" });

    expect(socket().protocols).toEqual(["outcry.v1", "bearer.t0k.en"]);
    expect(status()).toMatchObject({ kind: "live", user: { id: "ada" } });
  });

  test("takes up a channel after its last event, and tells each event once", async () => {
    const setup = newFeed();
    const { seqs } = following(setup, 7);
    setup.socket().receive(message(8));

    await setup.socket().end(1006);
    vi.advanceTimersByTime(500);
    setup.socket().welcome();

    expect(setup.socket().lastSent("subscribe")).toMatchObject({
      since: { epoch: "k3v9", seq: 8 },
    });
    answer(setup.socket(), { seq: 10, recovered: true });
    setup
      .socket()
      .receive(message(8), message(9), message(10), { type: "live", channel: ROOM, seq: 10 });
    expect(seqs()).toEqual(["snapshot", 8, 9, 10, "live"]);
  });

  test("asks again from its place when it sees a hole, and takes nothing meanwhile", () => {
    const setup = newFeed();
    const { seqs } = following(setup, 7);

    setup.socket().receive(message(9), message(10));

    expect(setup.socket().sent.filter(({ type }) => type === "subscribe")).toHaveLength(2);
    expect(setup.socket().lastSent("subscribe")).toMatchObject({
      since: { epoch: "k3v9", seq: 7 },
    });
    answer(setup.socket(), { seq: 10, recovered: true });
    setup.socket().receive(message(8), message(9), message(10));
    expect(seqs()).toEqual(["snapshot", 8, 9, 10]);
  });

  test("counts an event that it doesn't know", () => {
    const setup = newFeed();
    const { seqs } = following(setup, 7);

    setup.socket().receive({ type: "waved", channel: ROOM, seq: 8 }, message(9));

    expect(seqs()).toEqual(["snapshot", 9]);
  });

  test("starts over with a snapshot when the server can't recover", async () => {
    const setup = newFeed();
    const { seqs } = following(setup, 7);
    await setup.socket().end(4008);
    vi.advanceTimersByTime(500);
    setup.socket().welcome();

    answer(setup.socket(), {
      epoch: "new",
      seq: 2,
      recovered: false,
      reason: "epoch_changed",
      snapshot: {},
    });
    setup.socket().receive(message(3));

    expect(seqs()).toEqual(["snapshot", "snapshot", 3]);
  });

  test("restarts a channel without its place when asked", () => {
    const setup = newFeed();
    const { channel } = following(setup, 7);

    channel.restart();

    expect(setup.socket().lastSent("subscribe")).not.toHaveProperty("since");
  });

  test("tells nothing more of a channel that was left or refused", () => {
    const setup = newFeed();
    const { channel, seqs } = following(setup, 7);
    const refused: ChannelNews[] = [];
    setup.feed.follow("book:NONE", {}, (item) => refused.push(item));

    channel.stop();
    setup.socket().receive(message(8));
    const id = setup.socket().lastSent("subscribe")?.["id"];
    setup
      .socket()
      .receive({ type: "error", id, code: "channel.unknown", message: "no such market" });

    expect(seqs()).toEqual(["snapshot"]);
    expect(setup.socket().lastSent("unsubscribe")).toMatchObject({ channel: ROOM });
    expect(refused).toEqual([
      { kind: "ended", code: "channel.unknown", message: "no such market" },
    ]);
  });

  test("sends nothing on a connection that is closing", async () => {
    const { feed, socket } = newFeed();
    socket().welcome();
    socket().readyState = 2;

    expect(await feed.request({ type: "ping" })).toEqual({ type: "lost", tooLarge: false });
    expect(socket().sent).toEqual([]);
  });

  test("answers each request once, and calls it lost when the connection breaks first", async () => {
    const { feed, socket } = newFeed();
    socket().welcome();
    const ok = feed.request({ type: "ping" });
    const lost = feed.request({ type: "say", room: "lobby", text: "hi", key: "k" });
    const [first] = socket().sent;

    socket().receive({ type: "ok", id: first?.["id"] });
    await socket().end(1009);

    expect(await ok).toMatchObject({ type: "ok" });
    expect(await lost).toEqual({ type: "lost", tooLarge: true });
    expect(await feed.request({ type: "ping" })).toEqual({ type: "lost", tooLarge: false });
  });

  test("stops where the server wants no more, until somebody asks for it", async () => {
    const { feed, socket, sockets, status } = newFeed();
    socket().welcome();

    await socket().end(4500);
    vi.advanceTimersByTime(600_000);

    expect(status()).toMatchObject({ kind: "stopped" });
    expect(sockets).toHaveLength(1);
    feed.connect();
    expect(sockets).toHaveLength(2);
  });

  test("comes back when the goodbye said", async () => {
    const { socket, sockets, status } = newFeed();
    socket().welcome();
    vi.advanceTimersByTime(10_000);

    socket().receive({ type: "goodbye", retryAfter: 4_000 });
    await socket().end(1001);

    expect(status()).toEqual({ kind: "reconnecting", due: Date.now() + 4_000 });
    vi.advanceTimersByTime(3_999);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
  });

  test("waits longer each time, and says so when the machine is offline", async () => {
    const { socket, sockets, status } = newFeed({ online: false });

    for (const delay of [250, 500, 1_000, 2_000]) {
      await socket().end(1006);
      expect(status()).toEqual({ kind: "offline", due: Date.now() + delay });
      vi.advanceTimersByTime(delay);
    }
    expect(sockets).toHaveLength(5);
  });

  test("renews the token once when turned away, then only waits", async () => {
    const { renew, socket, sockets } = newFeed({ token: "old" });

    await socket().end(1006);
    vi.advanceTimersByTime(0);
    expect(sockets).toHaveLength(2);
    await socket().end(1006);

    expect(renew).toHaveBeenCalledTimes(1);
  });

  test("asks for a renewal again while the server can't be reached", async () => {
    const { renew, socket } = newFeed({ token: "old", renewal: "unreachable" });

    await socket().end(1006);
    vi.advanceTimersByTime(30_000);
    await socket().end(1006);

    expect(renew).toHaveBeenCalledTimes(2);
  });

  test("renews an expired token before it comes back", async () => {
    const { renew, socket } = newFeed({ token: "old" });
    socket().welcome({ id: "ada", name: "Ada" });

    await socket().end(4401);

    expect(renew).toHaveBeenCalledTimes(1);
  });

  test("asks a silent server, and gives it up when it stays silent", () => {
    const { socket, status } = newFeed();
    socket().welcome();
    const silent = socket();

    vi.advanceTimersByTime(25_000);
    expect(silent.lastSent("ping")).toBeUndefined();
    vi.advanceTimersByTime(5_000);
    expect(silent.lastSent("ping")).toBeDefined();
    vi.advanceTimersByTime(10_000);

    expect(silent.closed).toBe(true);
    expect(status()?.kind).not.toBe("live");
  });

  test("lets one heard word be enough", () => {
    const { socket, status } = newFeed();
    socket().welcome();

    for (let turn = 0; turn < 10; turn++) {
      vi.advanceTimersByTime(20_000);
      socket().receive({ type: "pong", id: 1, at: 0 });
    }

    expect(status()?.kind).toBe("live");
  });
});
