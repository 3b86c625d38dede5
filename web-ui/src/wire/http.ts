import { integer, isObject, list, maybe, object, only, text, type Shape } from "./shape.ts";
import { market, room, storedMessage, userShape } from "./messages.ts";
import type { Market, Message, Room } from "./messages.ts";

export interface Refusal {
  readonly ok: false;
  /** The HTTP status; 0 when the server was not reached or did not answer in its own words. */
  readonly status: number;
  readonly code: string;
  /** For people: the server's words. */
  readonly message: string;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

export interface Grant {
  readonly token: string;
  readonly refresh?: string | null | undefined;
  readonly user: { readonly id: string; readonly name: string };
  readonly expiresAt?: number | null | undefined;
}

const grant: Shape<Grant> = object({
  token: text,
  refresh: maybe(text),
  user: userShape,
  expiresAt: maybe(integer),
});
const renewal = object({
  token: text,
  refresh: maybe(text),
  user: maybe(userShape),
  expiresAt: maybe(integer),
});

/** The HTTP calls that the page makes; none of them throws. */
export interface Api {
  guest(name: string): Promise<Answer<Grant>>;
  /** Answers without a user if the server leaves it out. */
  refresh(refresh: string): Promise<Answer<Omit<Grant, "user"> & { user?: Grant["user"] | null }>>;
  rooms(token: string | undefined): Promise<Answer<readonly Room[]>>;
  markets(): Promise<Answer<readonly Market[]>>;
  /** The page of messages before the one named, oldest first. */
  messages(
    room: string,
    before: number,
    limit: number,
    token: string | undefined,
  ): Promise<Answer<readonly Message[]>>;
}

const TIMEOUT_MS = 15_000;

export function httpApi(base: string): Api {
  return {
    guest: (name) => post("/guests", { name }, grant),
    refresh: (refresh) => post("/tokens", { refresh }, renewal),
    rooms: (token) => items("/rooms", room, token),
    markets: () => items("/markets", market, undefined),
    messages: async (id, before, limit, token) => {
      const path = `/rooms/${encodeURIComponent(id)}/messages?before=${before}&limit=${limit}`;
      const answer = await items(path, storedMessage, token);
      if (!answer.ok) return answer;
      return { ok: true, value: answer.value.map((stored) => ({ ...stored, type: "message" })) };
    },
  };

  async function items<T>(
    path: string,
    shape: Shape<T>,
    token: string | undefined,
  ): Promise<Answer<readonly T[]>> {
    const headers: Record<string, string> =
      token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const answer = await call(path, { headers }, page);
    return answer.ok ? { ok: true, value: only(shape, answer.value.items) } : answer;
  }

  function post<T>(path: string, body: object, shape: Shape<T>): Promise<Answer<T>> {
    return call(
      path,
      {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      },
      shape,
    );
  }

  async function call<T>(path: string, init: RequestInit, shape: Shape<T>): Promise<Answer<T>> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(base + path, { ...init, signal, credentials: "omit" });
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok) return refusal(response.status, body);
      if (shape(body)) return { ok: true, value: body };
      return {
        ok: false,
        status: 0,
        code: "bad_answer",
        message: "The server's answer made no sense.",
      };
    } catch {
      return { ok: false, status: 0, code: "unreachable", message: "The server can't be reached." };
    }
  }
}

const page = object({ items: list((_value): _value is unknown => true) });

function refusal(status: number, body: unknown): Refusal {
  const problem = isObject(body) ? body : {};
  const words = [problem["message"], problem["detail"], problem["title"]].find(text);
  return {
    ok: false,
    status,
    code: typeof problem["code"] === "string" ? problem["code"] : `http_${status}`,
    message: words ?? `The server answered ${status}.`,
  };
}
