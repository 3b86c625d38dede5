// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openFloor } from "../../src/state/floor.ts";
import { FloorProvider } from "../../src/view/context.ts";
import { Connection } from "../../src/view/Connection.tsx";
import { Messages } from "../../src/view/Messages.tsx";
import { FakeSocket } from "../wire/fakes.ts";

const sockets: FakeSocket[] = [];
const socket = () => sockets.at(-1) ?? new FakeSocket([]);

const grant = {
  token: "t1",
  refresh: "r1",
  user: { id: "nadia-12345", name: "Nadia", role: "guest", guest: true },
  expiresAt: Date.now() + 3_600_000,
};

/** Answers the page's HTTP calls; `admin` is a name that nobody gets. */
async function answer(url: string, init?: RequestInit): Promise<Response> {
  if (url.endsWith("/markets")) {
    return Response.json({
      items: [{ symbol: "BTC-USD", base: "BTC", quote: "USD", tick: "0.01", lot: "0.0001" }],
    });
  }
  if (!url.endsWith("/guests")) return Response.json({ items: [] });
  const refused = String(init?.body).includes("admin");
  return refused
    ? Response.json({ code: "user.exists", detail: "admin is taken" }, { status: 409 })
    : Response.json(grant, { status: 201 });
}

/** The element, once it is there. */
function find<T extends Element>(selector: string, type: new () => T): Promise<T> {
  return vi.waitFor(() => {
    const element = document.querySelector(selector);
    if (!(element instanceof type))
      throw new Error(`no ${selector} in ${document.body.textContent}`);
    return element;
  });
}

function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function submit(field: HTMLInputElement | HTMLTextAreaElement): void {
  field.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

const said = (seq: number, text: string, more = {}) => ({
  type: "message",
  channel: "room:lobby",
  seq,
  at: 1_763_867_046_007,
  from: { id: "ada", name: "Ada" },
  text,
  ...more,
});

const room = { room: "lobby", name: "Lobby", topic: "", visibility: "public", members: 1, seq: 0 };
const you = { role: "owner", read: 0 };
let answered = new Set<unknown>();

/** Gives a snapshot to every subscription that waits for one. */
function answerSubscribes(events: readonly object[]): void {
  for (const { channel, id, type } of socket().sent as ReadonlyArray<Record<string, unknown>>) {
    if (type !== "subscribe" || answered.has(id)) continue;
    answered.add(id);
    const seq = channel === "room:lobby" ? events.length : 0;
    const snapshot = channel === "room:lobby" ? { room, you, events, pins: [] } : {};
    socket().receive({
      type: "subscribed",
      id,
      channel,
      epoch: "k3v9",
      seq,
      recovered: false,
      snapshot,
    });
  }
}

function open(events: readonly object[]): void {
  socket().welcome();
  answerSubscribes(events);
}

async function joined(events: readonly object[] = []): Promise<HTMLTextAreaElement> {
  const name = await find('input[aria-label="Your name"]', HTMLInputElement);
  type(name, "Nadia");
  submit(name);
  await vi.waitFor(() => expect(socket().lastSent("authenticate")).toMatchObject({ token: "t1" }));
  socket().receive({ type: "ok", id: socket().lastSent("authenticate")?.["id"], user: grant.user });
  // Perhaps not as the last one: a market is followed as soon as the page knows of any.
  const mine = expect.objectContaining({ type: "subscribe", channel: "me" });
  await vi.waitFor(() => expect(socket().sent).toContainEqual(mine));
  answerSubscribes(events);
  return find('textarea[aria-label="Message"]', HTMLTextAreaElement);
}

beforeEach(() => {
  sockets.length = 0;
  answered = new Set();
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("WebSocket", function open(_url: string, protocols: readonly string[]) {
    const made = new FakeSocket(protocols);
    sockets.push(made);
    return made;
  });
  document.body.innerText = "";
  render(
    <FloorProvider value={openFloor(window)}>
      <Connection />
      <Messages />
    </FloorProvider>,
    document.body,
  );
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

describe("the page", () => {
  test("says how the connection is", async () => {
    const status = await find('[role="status"][aria-label="Connection"]', HTMLElement);
    expect(status.textContent).toBe("connecting");

    open([]);
    await vi.waitFor(() => expect(status.textContent).toBe("live"));

    await socket().end(4503);
    await vi.waitFor(() => expect(status.textContent).toMatch(/^offline: .*reload/));
  });

  test("shows whatever was said as text", async () => {
    const text = '<img src=x onerror="alert(1)"> javascript:alert(1) https://x.org/a<b>';
    open([said(1, text)]);

    const line = await find("p.text", HTMLElement);

    expect(line.textContent).toBe(text);
    expect(line.querySelector("img, b")).toBeNull();
    const links = [...line.querySelectorAll("a")];
    expect(links.map(({ href, rel }) => [href, rel])).toEqual([
      ["https://x.org/a", "noopener noreferrer nofollow"],
    ]);
  });

  test("tells a webhook from a person, and offers nothing to do with it", async () => {
    open([said(1, "build 7 failed", { from: { id: "hook:0123456789ab", name: "Build" } })]);

    const who = await find("p.who", HTMLElement);

    expect(who.textContent).toBe("Buildwebhook");
    expect(who.querySelector("button")).toBeNull();
  });

  test("marks a market with the price at which it was mentioned", async () => {
    open([said(1, "$BTC-USD looks heavy", { prices: { "BTC-USD": "61250.00" } })]);

    const chip = await find("button.chip", HTMLElement);

    expect(chip.textContent).toBe("$BTC-USD61,250.00");
  });

  test("keeps a name that was refused, and says why", async () => {
    open([]);
    const name = await find('input[aria-label="Your name"]', HTMLInputElement);

    type(name, "admin");
    submit(name);

    expect((await find('[role="alert"]', HTMLElement)).textContent).toBe("Admin is taken");
    expect(name.value).toBe("admin");
  });

  test("shows a message once, from the moment it is sent", async () => {
    open([]);
    const field = await joined();
    type(field, "hello floor");
    submit(field);
    await find('li[data-state="pending"]', HTMLElement);
    const command = socket().lastSent("say");

    socket().receive({ type: "ok", id: command?.["id"], seq: 1, pos: 9 }, said(1, "hello floor"));

    await vi.waitFor(() => expect(document.querySelector("li.outgoing")).toBeNull());
    expect([...document.querySelectorAll("p.text")].map(({ textContent }) => textContent)).toEqual([
      "hello floor",
    ]);
    expect(field.value).toBe("");
  });

  test("repeats an unanswered message on the next connection, under the same key", async () => {
    open([]);
    const field = await joined();
    type(field, "hello floor");
    submit(field);
    const first = socket().lastSent("say");

    await socket().end(1006);
    await vi.waitFor(() => expect(sockets).toHaveLength(2));
    socket().welcome(grant.user);

    await vi.waitFor(() => expect(socket().lastSent("say")).toBeDefined());
    expect(socket().lastSent("say")).toMatchObject({ text: "hello floor", key: first?.["key"] });
  });

  test("gives a refused message back", async () => {
    open([]);
    const field = await joined();
    type(field, "too soon");
    submit(field);
    const id = socket().lastSent("say")?.["id"];
    socket().receive({
      type: "error",
      id,
      code: "room.slow_mode",
      message: "wait 7 s",
      temporary: true,
    });

    expect((await find('.composer [role="alert"]', HTMLElement)).textContent).toBe("Wait 7 s");
    const buttons = [...document.querySelectorAll<HTMLButtonElement>("li.outgoing button")];
    buttons.find(({ textContent }) => textContent === "Edit")?.click();

    await vi.waitFor(() => expect(field.value).toBe("too soon"));
    expect(document.querySelector("li.outgoing")).toBeNull();
  });
});
