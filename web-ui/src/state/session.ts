import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { ConnectionStatus, Feed } from "../wire/feed.ts";
import type { Answer } from "../wire/http.ts";
import type { Identities, Identity } from "../wire/identity.ts";
import { inWords } from "./words.ts";

/** Who is here, and how the connection is. */
export interface Session {
  readonly connection: ReadonlySignal<ConnectionStatus>;
  readonly live: ReadonlySignal<boolean>;
  readonly identity: ReadonlySignal<Identity | undefined>;
  /** Id of whom the connection speaks for; while there is none, of whom the next one will. */
  readonly speaker: ReadonlySignal<string | undefined>;
  /** What the server announced last, until it is closed. */
  readonly notice: ReadonlySignal<string | undefined>;
  readonly closeNotice: () => void;
  readonly reconnect: () => void;
  /** Becomes a guest of that name. @returns why not, for people, or `undefined` */
  readonly join: (name: string) => Promise<string | undefined>;
  /** Makes an account, of the guest if there is one. @returns why not, or `undefined` */
  readonly register: (name: string, password: string) => Promise<string | undefined>;
  readonly logIn: (name: string, password: string) => Promise<string | undefined>;
  /** Forgets the identity here; `everywhere` ends it in all browsers. */
  readonly signOut: (everywhere?: boolean) => void;
  /** Gets a new token into use. @returns whether the connection speaks for the user again */
  readonly renew: () => Promise<boolean>;
}

/** What the wire reports into the session. */
export interface SessionInputs {
  readonly connection: ReadonlySignal<ConnectionStatus>;
  readonly identity: ReadonlySignal<Identity | undefined>;
  readonly notice: { value: string | undefined };
}

const RENEW_BEFORE_MS = 120_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function sessionStore(feed: Feed, identities: Identities, inputs: SessionInputs): Session {
  let renewal: ReturnType<typeof setTimeout> | undefined;
  const speaker = signal(inputs.identity.peek()?.id);

  inputs.identity.subscribe((identity) => {
    clearTimeout(renewal);
    if (typeof identity?.expiresAt !== "number") return;
    const wait = Math.max(1_000, identity.expiresAt - Date.now() - RENEW_BEFORE_MS);
    renewal = setTimeout(() => void renew(), Math.min(wait, LONGEST_TIMER_MS));
  });

  // An identity that was taken on while the connection was made came too late for its upgrade.
  effect(() => {
    const connection = inputs.connection.value;
    const identity = inputs.identity.peek();
    if (connection.kind !== "live") return;
    speaker.value = connection.user?.id;
    if (connection.user !== null || identity === undefined) return;
    void authenticate(identity).then((refused) => (refused === undefined ? undefined : renew()));
  });

  /** @returns why the connection doesn't speak for the identity, or `undefined` if it does */
  async function authenticate(identity: Identity): Promise<string | undefined> {
    const outcome = await feed.request({ type: "authenticate", token: identity.token });
    if (outcome.type === "ok") speaker.value = identity.id;
    if (outcome.type !== "error") return undefined; // When lost, the next connection brings the token.
    if (outcome.code !== "forbidden") return inWords(outcome);
    feed.reopen(); // The connection is somebody else's.
    return undefined;
  }

  async function speakAs(answer: Answer<Identity>): Promise<string | undefined> {
    if (!answer.ok) {
      const wrong = answer.code === "unauthenticated";
      return wrong ? "The name and the password don't belong together." : inWords(answer);
    }
    const refused = await authenticate(answer.value);
    if (refused !== undefined) identities.drop(false);
    return refused;
  }

  async function renew(): Promise<boolean> {
    if ((await identities.renew()) !== "renewed") return false;
    const identity = identities.current();
    return identity !== undefined && (await authenticate(identity)) === undefined;
  }

  return {
    connection: inputs.connection,
    live: computed(() => inputs.connection.value.kind === "live"),
    identity: inputs.identity,
    speaker,
    notice: computed(() => inputs.notice.value),
    closeNotice: () => (inputs.notice.value = undefined),
    reconnect: () => feed.connect(),
    renew,
    join: async (name) => speakAs(await identities.become(name)),
    register: async (name, password) => speakAs(await identities.register(name, password)),
    logIn: async (name, password) => speakAs(await identities.logIn(name, password)),
    signOut(everywhere = false) {
      identities.drop(everywhere);
      feed.reopen();
    },
  };
}

/** The seconds until a time, counted down while somebody looks. */
export function countdown(due: number): ReadonlySignal<number> & { readonly stop: () => void } {
  const left = () => Math.max(0, Math.ceil((due - Date.now()) / 1_000));
  const seconds = signal(left());
  const timer = setInterval(() => (seconds.value = left()), 250);
  return Object.assign(seconds, { stop: () => clearInterval(timer) });
}
