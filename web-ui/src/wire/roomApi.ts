import type { Answer, Ask, Caller } from "./call.ts";
import { delivered, hook, invite, member, report, room } from "./roomShapes.ts";
import type { Delivered, Hook, Invite, Member, Report, Room } from "./roomShapes.ts";
import { anything } from "./shape.ts";

export interface NewRoom {
  readonly room: string;
  readonly name: string;
  readonly topic: string;
  readonly visibility: "public" | "private";
}

export interface RoomSettings {
  readonly name?: string;
  readonly topic?: string;
  readonly visibility?: "public" | "private";
  readonly slow?: number;
  readonly readOnly?: boolean;
  readonly archived?: boolean;
}

export interface Standing {
  readonly role?: string;
  /** Unix epoch milliseconds; 0 to let them speak again. */
  readonly mutedUntil?: number;
  readonly banned?: boolean;
}

/** In by a name, or out to a URL. */
export type NewHook =
  | { readonly name: string }
  | {
      readonly url: string;
      readonly events: readonly string[];
      readonly trades?: { readonly symbol: string; readonly qty: string };
    };

/** What can be done with rooms and members beside talking. */
export interface RoomApi {
  create(made: NewRoom, token: string): Promise<Answer<Room>>;
  change(id: string, settings: RoomSettings, token: string): Promise<Answer<Room>>;
  drop(id: string, token: string): Promise<Answer<unknown>>;
  /** Opens the room of two with somebody, or finds it. */
  direct(user: string, token: string): Promise<Answer<Room>>;
  members(id: string, token: string | undefined): Promise<Answer<readonly Member[]>>;
  stand(id: string, user: string, standing: Standing, token: string): Promise<Answer<unknown>>;
  /** Removes a member, or lifts a ban. */
  remove(id: string, user: string, token: string): Promise<Answer<unknown>>;
  /** The answer is the only one that holds the token. */
  invite(
    id: string,
    bounds: { readonly expiresAt?: number; readonly uses?: number },
    token: string,
  ): Promise<Answer<Invite>>;
  invites(id: string, token: string): Promise<Answer<readonly Invite[]>>;
  revoke(id: string, invitation: string, token: string): Promise<Answer<unknown>>;
  report(id: string, message: number, reason: string, token: string): Promise<Answer<unknown>>;
  reports(id: string, token: string): Promise<Answer<readonly Report[]>>;
  settle(id: string, reported: number, token: string): Promise<Answer<unknown>>;
  hooks(id: string, token: string): Promise<Answer<readonly Hook[]>>;
  /** The answer is the only one that holds what opens or signs. */
  makeHook(id: string, made: NewHook, token: string): Promise<Answer<Hook>>;
  dropHook(id: string, hooked: string, token: string): Promise<Answer<unknown>>;
  deliver(id: string, hooked: string, delivery: number, token: string): Promise<Answer<Delivered>>;
}

export function roomApi({ call, items }: Caller): RoomApi {
  const path = (id: string, ...rest: readonly (string | number)[]) =>
    ["/rooms", id, ...rest]
      .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
      .join("/");
  const done = (to: string, ask: Ask) => call(to, ask, anything);

  return {
    create: (made, token) => call("/rooms", { method: "POST", body: made, token }, room),
    change: (id, settings, token) =>
      call(path(id), { method: "PATCH", body: settings, token }, room),
    drop: (id, token) => done(path(id), { method: "DELETE", token }),
    direct: (user, token) =>
      call(`/direct/${encodeURIComponent(user)}`, { method: "PUT", token }, room),
    members: (id, token) => items(path(id, "members"), member, token),
    stand: (id, user, standing, token) =>
      done(path(id, "members", user), { method: "PUT", body: standing, token }),
    remove: (id, user, token) => done(path(id, "members", user), { method: "DELETE", token }),
    invite: (id, bounds, token) =>
      call(path(id, "invites"), { method: "POST", body: bounds, token }, invite),
    invites: (id, token) => items(path(id, "invites"), invite, token),
    revoke: (id, invitation, token) =>
      done(path(id, "invites", invitation), { method: "DELETE", token }),
    report: (id, message, reason, token) =>
      done(path(id, "reports"), { method: "POST", body: { message, reason }, token }),
    reports: (id, token) => items(path(id, "reports"), report, token),
    settle: (id, reported, token) =>
      done(path(id, "reports", reported), { method: "PUT", body: { settled: true }, token }),
    hooks: (id, token) => items(path(id, "hooks"), hook, token),
    makeHook: (id, made, token) =>
      call(path(id, "hooks"), { method: "POST", body: made, token }, hook),
    dropHook: (id, hooked, token) => done(path(id, "hooks", hooked), { method: "DELETE", token }),
    deliver: (id, hooked, delivery, token) =>
      call(path(id, "hooks", hooked, "deliveries", delivery), { method: "POST", token }, delivered),
  };
}
