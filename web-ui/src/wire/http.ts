import { caller, type Answer } from "./call.ts";
import { fill, market, room, storedMessage, userShape } from "./messages.ts";
import type { Fill, Market, Message, Room, User } from "./messages.ts";
import { roomApi, type RoomApi } from "./roomApi.ts";
import { anything, integer, maybe, object, text, type Shape } from "./shape.ts";

export type { Answer, Refusal } from "./call.ts";

export interface Grant {
  readonly token: string;
  readonly refresh?: string | null | undefined;
  readonly user: User;
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

/** How one becomes somebody. */
export interface PeopleApi {
  guest(name: string): Promise<Answer<Grant>>;
  /** @param token a guest's, to become the account and keep everything */
  register(name: string, password: string, token: string | undefined): Promise<Answer<Grant>>;
  logIn(name: string, password: string): Promise<Answer<Grant>>;
  /** Ends all tokens of the user, everywhere. */
  logOut(token: string): Promise<Answer<unknown>>;
  /**
   * Answers without a user if the server leaves it out.
   *
   * @param key under which the same token may be used again, without ending its log-in
   */
  refresh(
    refresh: string,
    key: string | undefined,
  ): Promise<Answer<Omit<Grant, "user"> & { user?: Grant["user"] | null }>>;
}

/** The HTTP calls that the page makes; none of them throws. */
export interface Api extends PeopleApi, RoomApi {
  rooms(token: string | undefined): Promise<Answer<readonly Room[]>>;
  markets(): Promise<Answer<readonly Market[]>>;
  /** The page of messages before the one named, oldest first. */
  messages(
    room: string,
    before: number,
    limit: number,
    token: string | undefined,
  ): Promise<Answer<readonly Message[]>>;
  /** The messages that answer one, oldest first. */
  replies(
    room: string,
    message: number,
    token: string | undefined,
  ): Promise<Answer<readonly Message[]>>;
  pins(room: string, token: string | undefined): Promise<Answer<readonly Message[]>>;
  /** The caller's newest fills, oldest first. */
  fills(token: string): Promise<Answer<readonly Fill[]>>;
}

export function httpApi(base: string): Api {
  const { call, items } = caller(base);
  const post = (path: string, body: object, token?: string) =>
    call(path, { method: "POST", body, token }, grant);

  async function stored(path: string, token: string | undefined) {
    const answer = await items(path, storedMessage, token);
    if (!answer.ok) return answer;
    const value = answer.value.map((each): Message => ({ ...each, type: "message" }));
    return { ok: true, value } as const;
  }

  return {
    ...roomApi({ call, items }),
    guest: (name) => post("/guests", { name }),
    register: (name, password, token) => post("/accounts", { name, password }, token),
    logIn: (name, password) => post("/tokens", { name, password }),
    logOut: (token) => call("/tokens", { method: "DELETE", token }, anything),
    refresh: (refresh, key) => call("/tokens", { method: "POST", body: { refresh }, key }, renewal),
    rooms: (token) => items("/rooms", room, token),
    markets: () => items("/markets", market, undefined),
    messages: (id, before, limit, token) =>
      stored(`/rooms/${encodeURIComponent(id)}/messages?before=${before}&limit=${limit}`, token),
    replies: (id, message, token) =>
      stored(`/rooms/${encodeURIComponent(id)}/messages?replyTo=${message}&limit=100`, token),
    pins: (id, token) => stored(`/rooms/${encodeURIComponent(id)}/pins`, token),
    fills: (token) => items("/fills?limit=12", fill, token),
  };
}
