import type { Answer, Grant, PeopleApi } from "./http.ts";
import { flag, integer, maybe, object, text, type Shaped } from "./shape.ts";

const kept = object({
  token: text,
  refresh: maybe(text),
  /** Under which the refresh token is used, by whichever tab, and however often: that is one use. */
  key: maybe(text),
  id: text,
  name: text,
  guest: maybe(flag),
  expiresAt: maybe(integer),
});

/** Who the page speaks as, and with which tokens. */
export type Identity = Shaped<typeof kept>;

export type Renewal = "renewed" | "dropped" | "unreachable";

/** Keeps the identity over reloads; tabs of one browser share it. */
export interface Identities {
  current(): Identity | undefined;
  become(name: string): Promise<Answer<Identity>>;
  /** Makes an account; a guest turns into it and keeps everything. */
  register(name: string, password: string): Promise<Answer<Identity>>;
  logIn(name: string, password: string): Promise<Answer<Identity>>;
  /**
   * Gets a new token with the refresh token. What the server refuses is dropped; a server that
   * can't be reached leaves all as it was. Calls at the same time share one request.
   */
  renew(): Promise<Renewal>;
  /** @param everywhere whether the server shall end all tokens of the user */
  drop(everywhere: boolean): void;
}

const KEY = "outcry.identity";

/**
 * @param changed told after every change, with the new identity
 * @param newKey never the same twice
 */
export function identities(
  api: PeopleApi,
  storage: Storage,
  changed: (identity: Identity | undefined) => void,
  newKey: () => string,
): Identities {
  let identity = read(storage);
  let renewing: Promise<Renewal> | undefined;
  let becoming: Promise<unknown> | undefined;

  function keep(next: Identity | undefined): void {
    identity = next;
    try {
      if (next === undefined) storage.removeItem(KEY);
      else storage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage is full or forbidden: the identity lasts as long as the page.
    }
    changed(next);
  }

  async function take(asked: Promise<Answer<Grant>>): Promise<Answer<Identity>> {
    becoming = asked;
    const answer = await asked;
    becoming = undefined;
    if (!answer.ok) return answer;
    const next = fromGrant(answer.value, newKey());
    keep(next);
    return { ok: true, value: next };
  }

  async function renewOnce(): Promise<Renewal> {
    // Who turns into an account loses the guest's tokens, and that is heard before the answer.
    const asked = identity;
    await becoming;
    if (identity !== asked) return "renewed";
    const stored = read(storage);
    if (stored !== undefined && stored.token !== identity?.token) {
      // Refresh tokens rotate: another tab used ours and left its successor.
      keep(stored);
      return "renewed";
    }
    if (typeof identity?.refresh !== "string") {
      keep(undefined);
      return "dropped";
    }
    const before = identity;
    const answer = await api.refresh(identity.refresh, identity.key ?? undefined);
    if (identity !== before) return identity === undefined ? "dropped" : "renewed";
    if (answer.ok) {
      const { token, refresh, expiresAt, user } = answer.value;
      keep({
        token,
        refresh: refresh ?? before.refresh,
        key: newKey(),
        expiresAt,
        id: user?.id ?? before.id,
        name: user?.name ?? before.name,
        guest: user?.guest ?? before.guest,
      });
      return "renewed";
    }
    if (answer.status === 0 || answer.status === 429 || answer.status >= 500) return "unreachable";
    keep(undefined);
    return "dropped";
  }

  return {
    current: () => identity,
    become: (name) => take(api.guest(name)),
    register: (name, password) => take(api.register(name, password, identity?.token)),
    logIn: (name, password) => take(api.logIn(name, password)),
    drop(everywhere) {
      if (everywhere && identity !== undefined) void api.logOut(identity.token);
      keep(undefined);
    },
    renew() {
      renewing ??= renewOnce().finally(() => (renewing = undefined));
      return renewing;
    },
  };
}

function fromGrant({ token, refresh, user, expiresAt }: Grant, key: string): Identity {
  return { token, refresh, key, expiresAt, id: user.id, name: user.name, guest: user.guest };
}

function read(storage: Storage): Identity | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    return kept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
