// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openFloor } from "../../src/state/floor.ts";
import { FloorProvider } from "../../src/view/context.ts";
import { Webhooks } from "../../src/view/Webhooks.tsx";
import { FakeSocket } from "../wire/fakes.ts";

const owner = { token: "t1", id: "nadia", name: "Nadia" };
const HOOKS = "/api/v1/rooms/lobby/hooks";
const sent: Array<readonly [call: string, body: unknown]> = [];
const failures: string[] = [];
let hooks: readonly object[] = [];

const out = {
  hook: "0123456789ab",
  url: "https://example.org/in?token=secret",
  events: ["message", "joined"],
  deliveries: 7,
  dead: [{ delivery: 3, at: 1, attempts: 9, reason: "the status was 500" }],
  failing: { since: 1, attempts: 2, reason: "no answer within 5 s", nextAt: 2 },
};

/** Answers as a server does. */
async function answer(url: string, init?: RequestInit): Promise<Response> {
  const path = url.slice(location.origin.length);
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
  if (!path.startsWith(HOOKS)) return Response.json({ items: [] });
  sent.push([`${init?.method} ${path}`, body]);
  if (path.endsWith("/deliveries/3")) return Response.json({ taken: false, reason: "still down" });
  if (init?.method === "DELETE") return new Response(null, { status: 204 });
  if (init?.method !== "POST") return Response.json({ items: hooks });
  if (JSON.stringify(body).includes("10.0.0.1")) {
    const problem = { code: "bad_request", detail: "url: its address isn't a public one" };
    return Response.json(problem, { status: 400 });
  }
  const made = JSON.stringify(body).includes("url")
    ? { ...out, secret: "whsec_abc" }
    : { hook: "ba9876543210", name: "Build", path: `${HOOKS}/ba9876543210/token` };
  return Response.json(made, { status: 201 });
}

async function attempt(done: Promise<string | undefined>): Promise<boolean> {
  const failure = await done;
  if (failure !== undefined) failures.push(failure);
  return failure === undefined;
}

function find<T extends Element>(selector: string, type: new () => T): Promise<T> {
  return vi.waitFor(() => {
    const element = document.querySelector(selector);
    if (!(element instanceof type))
      throw new Error(`no ${selector} in ${document.body.textContent}`);
    return element;
  });
}

function press(words: string): Promise<void> {
  return vi.waitFor(() => {
    const button = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === words,
    );
    if (button === undefined) throw new Error(`no ${words} in ${document.body.textContent}`);
    if (button.type === "submit") {
      button.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    } else {
      button.click();
    }
  });
}

async function type(selector: string, text: string): Promise<void> {
  const field = await find(selector, HTMLInputElement);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(identity: object): void {
  localStorage.setItem("outcry.identity", JSON.stringify(identity));
  const floor = openFloor(window);
  void floor.desk.loadHooks();
  render(
    <FloorProvider value={floor}>
      <Webhooks attempt={attempt} />
    </FloorProvider>,
    document.body,
  );
}

beforeEach(() => {
  hooks = [];
  sent.length = 0;
  failures.length = 0;
  localStorage.clear();
  document.body.innerText = "";
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("WebSocket", function open(_url: string, protocols: readonly string[]) {
    return new FakeSocket(protocols);
  });
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

describe("webhooks", () => {
  test("in are made by a name, and show their URL once", async () => {
    show(owner);
    await press("Let a program write here…");
    await type("input[required]", "Build");
    await press("Make it");

    const url = await find('input[aria-label="Webhook URL"]', HTMLInputElement);

    expect(url.value).toBe(`${location.origin}${HOOKS}/ba9876543210/token`);
    expect(sent).toContainEqual([`POST ${HOOKS}`, { name: "Build" }]);
    expect(document.querySelector("form")).toBeNull();
  });

  test("out are made of a URL and what they hear, and show their secret once", async () => {
    show(owner);
    await press("Tell a program…");
    await type('input[type="url"]', "https://example.org/in");
    for (const box of document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
      box.click();
    }
    await press("Make it");

    const secret = await find('input[aria-label="Webhook secret"]', HTMLInputElement);

    expect(secret.value).toBe("whsec_abc");
    expect(sent).toContainEqual([
      `POST ${HOOKS}`,
      { url: "https://example.org/in", events: ["edited", "deleted", "joined", "left"] },
    ]);
  });

  test("keep what was typed where the server refuses it, and say why", async () => {
    show(owner);
    await press("Tell a program…");
    await type('input[type="url"]', "https://10.0.0.1/");
    await press("Make it");

    await vi.waitFor(() => expect(failures).toHaveLength(1));
    expect(failures[0]).toContain("isn't a public one");
    expect((await find('input[type="url"]', HTMLInputElement)).value).toBe("https://10.0.0.1/");
  });

  test("say what they do and what is in their way, but no secrets of a URL", async () => {
    hooks = [out];
    show(owner);
    const line = await find(".hooks li", HTMLElement);

    expect(line.textContent).toContain("example.org/in");
    expect(line.textContent).not.toContain("secret");
    expect(line.textContent).toContain("messages, who joins; 7 deliveries");
    expect(line.textContent).toContain("no answer within 5 s");
    await press("Try again");
    await vi.waitFor(() => expect(failures).toEqual(["It wasn't taken: still down."]));
  });

  test("are taken away at the second press", async () => {
    hooks = [out];
    show(owner);
    await press("Take away…");
    expect(sent.map(([call]) => call)).not.toContain(`DELETE ${HOOKS}/0123456789ab`);
    hooks = [];
    await press("Take it away for good");

    await vi.waitFor(() => expect(document.querySelector(".hooks li")).toBeNull());
    expect(sent.map(([call]) => call)).toContain(`DELETE ${HOOKS}/0123456789ab`);
  });

  test("aren't for guests", async () => {
    show({ ...owner, guest: true });

    await find(".hint", HTMLElement);

    expect(document.body.textContent).toContain("Make an account");
    expect(document.querySelector("button")).toBeNull();
  });
});
