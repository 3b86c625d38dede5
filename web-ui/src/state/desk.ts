import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Feed } from "../wire/feed.ts";
import type { Answer, Api } from "../wire/http.ts";
import type { Fill, Hook, Invite, Member, Report } from "../wire/messages.ts";
import type { NewHook, NewRoom, RoomSettings, Standing } from "../wire/roomApi.ts";
import { inviteLink } from "./place.ts";
import type { Failures } from "./remarks.ts";
import type { Rooms } from "./rooms.ts";
import type { Session } from "./session.ts";
import { LOST, inWords } from "./words.ts";

/** An invitation that somebody came with. */
export interface Invitation {
  readonly room: string;
  readonly token: string;
}

/** What is done about rooms and members. Each answers why not, in words, or `undefined`. */
export interface Desk {
  /** The members of the current room, as far as asked for. */
  readonly members: ReadonlySignal<readonly Member[]>;
  readonly invites: ReadonlySignal<readonly Invite[]>;
  readonly reports: ReadonlySignal<readonly Report[]>;
  /** The link of the invitation made last: nobody can see it again. */
  readonly link: ReadonlySignal<string | undefined>;
  readonly hooks: ReadonlySignal<readonly Hook[]>;
  /** The webhook made last, with what is shown once. */
  readonly madeHook: ReadonlySignal<Hook | undefined>;
  /** Waits until there is somebody to take it up. */
  readonly invitation: ReadonlySignal<Invitation | undefined>;
  readonly come: (invitation: Invitation) => void;
  readonly loadMembers: () => Promise<void>;
  /** Invitations and reports: for moderators. */
  readonly loadOrder: () => Promise<void>;
  readonly create: (made: NewRoom) => Promise<string | undefined>;
  readonly change: (settings: RoomSettings) => Promise<string | undefined>;
  readonly drop: () => Promise<string | undefined>;
  readonly join: () => Promise<string | undefined>;
  readonly leave: () => Promise<string | undefined>;
  /** Opens the room of two with somebody. */
  readonly direct: (user: string) => Promise<string | undefined>;
  readonly stand: (user: string, standing: Standing) => Promise<string | undefined>;
  readonly remove: (user: string) => Promise<string | undefined>;
  readonly invite: (hours: number, uses: number | undefined) => Promise<string | undefined>;
  readonly revoke: (invite: string) => Promise<string | undefined>;
  readonly report: (message: number, reason: string) => Promise<string | undefined>;
  readonly settle: (report: number) => Promise<string | undefined>;
  /** For owners. */
  readonly loadHooks: () => Promise<string | undefined>;
  readonly makeHook: (made: NewHook) => Promise<string | undefined>;
  readonly dropHook: (hook: string) => Promise<string | undefined>;
  /** Posts once more what was given up. */
  readonly deliver: (hook: string, delivery: number) => Promise<string | undefined>;
  readonly fills: () => Promise<readonly Fill[]>;
}

const HOUR_MS = 3_600_000;

export function deskStore(
  feed: Feed,
  api: Api,
  session: Session,
  rooms: Rooms,
  failures: Failures,
  page: { readonly origin: string; readonly newKey: () => string },
): Desk {
  const members = signal<readonly Member[]>([]);
  const invites = signal<readonly Invite[]>([]);
  const reports = signal<readonly Report[]>([]);
  const link = signal<string | undefined>(undefined);
  const hooks = signal<readonly Hook[]>([]);
  const madeHook = signal<Hook | undefined>(undefined);
  const invitation = signal<Invitation | undefined>(undefined);
  const here = () => rooms.current.peek();

  rooms.current.subscribe(() => {
    members.value = [];
    invites.value = [];
    reports.value = [];
    link.value = undefined;
    hooks.value = [];
    madeHook.value = undefined;
  });
  effect(() => {
    const waiting = invitation.value;
    if (waiting === undefined || !session.live.value || session.speaker.value === undefined) return;
    invitation.value = undefined;
    void accept(waiting);
  });

  async function accept({ room, token }: Invitation): Promise<void> {
    const refused = await passage("join", room, token);
    if (refused !== undefined) {
      failures.fail("The invitation doesn't hold any more: ask for a new one.");
    } else if (here() === room && rooms.room.peek().status === "ended") {
      rooms.reopen();
    }
  }

  async function passage(
    type: "join" | "leave",
    room: string,
    invite?: string,
  ): Promise<string | undefined> {
    const key = page.newKey();
    const outcome = await feed.request(
      type === "leave" || invite === undefined
        ? { type, room, key }
        : { type: "join", room, invite, key },
    );
    if (outcome.type === "lost") return LOST;
    if (outcome.type === "error") return inWords(outcome);
    void rooms.refresh();
    return undefined;
  }

  /** Makes a call for the user; what it gives goes to `then`. */
  async function call<T>(
    ask: (token: string) => Promise<Answer<T>>,
    then: (value: T) => unknown,
  ): Promise<string | undefined> {
    const token = session.identity.peek()?.token;
    if (token === undefined) return "Please give a name first.";
    let answer = await ask(token);
    if (!answer.ok && answer.code === "token_expired" && (await session.renew())) {
      answer = await ask(session.identity.peek()?.token ?? token);
    }
    if (!answer.ok) return inWords(answer);
    await then(answer.value);
    return undefined;
  }

  async function loadMembers(): Promise<void> {
    const room = here();
    const answer = await api.members(room, session.identity.peek()?.token);
    if (answer.ok && here() === room) members.value = answer.value;
  }

  async function loadOrder(): Promise<void> {
    const room = here();
    const [invited, reported] = [signal<readonly Invite[]>([]), signal<readonly Report[]>([])];
    await Promise.all([
      call(
        (token) => api.invites(room, token),
        (value) => (invited.value = value),
      ),
      call(
        (token) => api.reports(room, token),
        (value) => (reported.value = value),
      ),
    ]);
    if (here() !== room) return;
    invites.value = invited.value;
    reports.value = reported.value;
  }

  function loadHooks(): Promise<string | undefined> {
    const room = here();
    return call(
      (token) => api.hooks(room, token),
      (value) => {
        if (here() === room) hooks.value = value;
      },
    );
  }

  /** Whether it worked or not, how deliveries stand may be otherwise now. */
  async function deliver(hook: string, delivery: number): Promise<string | undefined> {
    let reason: string | undefined;
    const refused = await call(
      (token) => api.deliver(here(), hook, delivery, token),
      (value) => {
        if (!value.taken) reason = `It wasn't taken: ${value.reason ?? "no reason"}.`;
      },
    );
    await loadHooks();
    return refused ?? reason;
  }

  async function away(): Promise<void> {
    await rooms.refresh();
    rooms.select(rooms.list.peek()[0]?.room ?? "lobby");
  }

  return {
    members,
    invites,
    reports,
    link,
    hooks,
    madeHook,
    invitation,
    come: (waiting) => (invitation.value = waiting),
    loadMembers,
    loadOrder,
    create: (made) =>
      call(
        (token) => api.create(made, token),
        async ({ room }) => {
          await rooms.refresh();
          rooms.select(room);
        },
      ),
    change: (settings) => call((token) => api.change(here(), settings, token), rooms.refresh),
    drop: () => call((token) => api.drop(here(), token), away),
    join: () => passage("join", here()),
    async leave() {
      const closed = rooms.room.peek().info?.visibility !== "public";
      const refused = await passage("leave", here());
      if (refused === undefined && closed) await away();
      return refused;
    },
    direct: (user) =>
      call(
        (token) => api.direct(user, token),
        async ({ room }) => {
          await rooms.refresh();
          rooms.select(room);
        },
      ),
    stand: (user, standing) =>
      call((token) => api.stand(here(), user, standing, token), loadMembers),
    remove: (user) => call((token) => api.remove(here(), user, token), loadMembers),
    invite(hours, uses) {
      const expiresAt = Date.now() + hours * HOUR_MS;
      const room = here();
      return call(
        (token) => api.invite(room, { expiresAt, ...(uses === undefined ? {} : { uses }) }, token),
        (made) => {
          if (typeof made.token === "string")
            link.value = inviteLink(page.origin, room, made.token);
          return loadOrder();
        },
      );
    },
    revoke: (invite) => call((token) => api.revoke(here(), invite, token), loadOrder),
    report: (message, reason) =>
      call(
        (token) => api.report(here(), message, reason, token),
        () => undefined,
      ),
    settle: (report) => call((token) => api.settle(here(), report, token), loadOrder),
    loadHooks,
    makeHook: (made) =>
      call(
        (token) => api.makeHook(here(), made, token),
        (value) => {
          madeHook.value = value;
          return loadHooks();
        },
      ),
    dropHook: (hook) => call((token) => api.dropHook(here(), hook, token), loadHooks),
    deliver,
    async fills() {
      let found: readonly Fill[] = [];
      await call(api.fills, (value) => (found = value));
      return found.toReversed();
    },
  };
}
