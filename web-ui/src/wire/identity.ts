import type { Answer, Api, Grant } from "./http.ts";
import { integer, maybe, object, text, type Shaped } from "./shape.ts";

const kept = object({
  token: text,
  refresh: maybe(text),
  id: text,
  name: text,
  expiresAt: maybe(integer),
});

/** Who the page speaks as, and with which tokens. */
export type Identity = Shaped<typeof kept>;

export type Renewal = "renewed" | "dropped" | "unreachable";

/** Keeps the identity over reloads; tabs of one browser share it. */
export interface Identities {
  current(): Identity | undefined;
  become(name: string): Promise<Answer<Identity>>;
  /**
   * Gets a new token with the refresh token. What the server refuses is dropped; a server that
   * can't be reached leaves all as it was. Calls at the same time share one request.
   */
  renew(): Promise<Renewal>;
  drop(): void;
}

const KEY = "outcry.identity";

/** @param changed told after every change, with the new identity */
export function identities(
  api: Api,
  storage: Storage,
  changed: (identity: Identity | undefined) => void,
): Identities {
  let identity = read(storage);
  let renewing: Promise<Renewal> | undefined;

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

  async function renewOnce(): Promise<Renewal> {
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
    const answer = await api.refresh(identity.refresh);
    if (answer.ok) {
      const { token, refresh, expiresAt, user } = answer.value;
      keep({
        token,
        refresh: refresh ?? before.refresh,
        expiresAt,
        id: user?.id ?? before.id,
        name: user?.name ?? before.name,
      });
      return "renewed";
    }
    if (answer.status === 0 || answer.status === 429 || answer.status >= 500) return "unreachable";
    keep(undefined);
    return "dropped";
  }

  return {
    current: () => identity,
    drop: () => keep(undefined),
    async become(name) {
      const answer = await api.guest(name);
      if (!answer.ok) return answer;
      const next = fromGrant(answer.value);
      keep(next);
      return { ok: true, value: next };
    },
    renew() {
      renewing ??= renewOnce().finally(() => (renewing = undefined));
      return renewing;
    },
  };
}

function fromGrant({ token, refresh, user, expiresAt }: Grant): Identity {
  return { token, refresh, expiresAt, id: user.id, name: user.name };
}

function read(storage: Storage): Identity | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    return kept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
