import { describe, expect, test, vi } from "vitest";
import type { Answer, Api, Grant } from "../../src/wire/http.ts";
import { identities } from "../../src/wire/identity.ts";
import { memoryStorage } from "./fakes.ts";

const KEY = "outcry.identity";
const stored = { token: "t1", refresh: "r1", id: "ada-12345", name: "Ada", expiresAt: 5 };
const granted: Answer<Grant> = {
  ok: true,
  value: { token: "t2", refresh: "r2", user: { id: "ada-12345", name: "Ada" }, expiresAt: 9 },
};
const refused = (status: number): Answer<Grant> => ({
  ok: false,
  status,
  code: "x",
  message: "no",
});

function keeping(
  refresh: Answer<Grant>,
  storage = memoryStorage({ [KEY]: JSON.stringify(stored) }),
) {
  const none = () => Promise.resolve({ ok: true, value: [] } as const);
  const api = {
    guest: vi.fn(() => Promise.resolve(granted)),
    refresh: vi.fn(() => Promise.resolve(refresh)),
    rooms: none,
    markets: none,
    messages: none,
  } satisfies Api;
  return { api, storage, kept: identities(api, storage, () => undefined) };
}

describe("an identity", () => {
  test("outlives the page", () => {
    expect(keeping(granted).kept.current()).toEqual(stored);
    expect(
      keeping(granted, memoryStorage({ [KEY]: '{"token":7}' })).kept.current(),
    ).toBeUndefined();
  });

  test("is renewed with the refresh token, which is replaced", async () => {
    const { kept, storage, api } = keeping(granted);

    const renewals = await Promise.all([kept.renew(), kept.renew()]);

    expect(renewals).toEqual(["renewed", "renewed"]);
    expect(api.refresh).toHaveBeenCalledExactlyOnceWith("r1");
    expect(storage.getItem(KEY)).toContain("r2");
  });

  test("is dropped when the server refuses it", async () => {
    const { kept, storage } = keeping(refused(401));

    expect(await kept.renew()).toBe("dropped");
    expect(kept.current()).toBeUndefined();
    expect(storage.length).toBe(0);
  });

  test.each([0, 429, 503])("is kept when the server answers %d", async (status) => {
    const { kept } = keeping(refused(status));

    expect(await kept.renew()).toBe("unreachable");
    expect(kept.current()).toEqual(stored);
  });

  test("is taken over from another tab that renewed it", async () => {
    const { kept, storage, api } = keeping(granted);
    storage.setItem(KEY, JSON.stringify({ ...stored, token: "t9", refresh: "r9" }));

    expect(await kept.renew()).toBe("renewed");
    expect(api.refresh).not.toHaveBeenCalled();
    expect(kept.current()?.token).toBe("t9");
  });
});
