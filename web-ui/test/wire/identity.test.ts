import { describe, expect, test, vi } from "vitest";
import type { Answer, Grant, PeopleApi } from "../../src/wire/http.ts";
import { identities } from "../../src/wire/identity.ts";
import { memoryStorage } from "./fakes.ts";

const KEY = "outcry.identity";
const stored = { token: "t1", refresh: "r1", key: "k1", id: "ada-12345", name: "Ada", expiresAt: 5 };
const granted: Answer<Grant> = {
  ok: true,
  value: { token: "t2", refresh: "r2", user: { id: "ada-12345", name: "Ada" }, expiresAt: 9 },
};
const registered: Answer<Grant> = {
  ok: true,
  value: { token: "t7", user: { id: "ada", name: "Ada", guest: false } },
};
const refused = (status: number): Answer<Grant> => ({
  ok: false,
  status,
  code: "x",
  message: "no",
});

let keys = 100;

function keeping(
  refresh: Answer<Grant>,
  storage = memoryStorage({ [KEY]: JSON.stringify(stored) }),
) {
  const api = {
    guest: vi.fn(() => Promise.resolve(granted)),
    refresh: vi.fn((_: string, __: string | undefined) => Promise.resolve(refresh)),
    register: vi.fn(() => Promise.resolve(registered)),
    logIn: vi.fn(() => Promise.resolve(refused(401))),
    logOut: vi.fn(() => Promise.resolve({ ok: true, value: undefined } as const)),
  } satisfies PeopleApi;
  return { api, storage, kept: identities(api, storage, () => undefined, () => `k${++keys}`) };
}

/** A promise that the test keeps. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
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
    expect(api.refresh).toHaveBeenCalledExactlyOnceWith("r1", "k1");
    expect(storage.getItem(KEY)).toContain("r2");
  });

  test("is renewed by two tabs at once as by one", async () => {
    const storage = memoryStorage({ [KEY]: JSON.stringify(stored) });
    const used = new Map<string, string | undefined>();
    const tabs = [keeping(granted, storage), keeping(granted, storage)];
    for (const { api } of tabs) {
      // As the server does it: a token that is used under another key ends the log-in.
      api.refresh.mockImplementation((token: string, key: string | undefined) => {
        const again = used.has(token) && (key === undefined || used.get(token) !== key);
        used.set(token, key);
        return Promise.resolve(again ? refused(401) : granted);
      });
    }

    const renewals = await Promise.all(tabs.map(({ kept }) => kept.renew()));

    expect(renewals).toEqual(["renewed", "renewed"]);
    expect(storage.getItem(KEY)).toContain("r2");
  });

  test("uses each refresh token under a key of its own", async () => {
    const { kept, api } = keeping(granted);

    await kept.renew();
    await kept.renew();

    expect(api.refresh).toHaveBeenLastCalledWith("r2", `k${keys - 1}`);
    expect(kept.current()?.key).toBe(`k${keys}`);
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

  test("turns from a guest into an account with the guest's token", async () => {
    const { kept, storage, api } = keeping(granted);

    await kept.register("ada", "correct horse");

    expect(api.register).toHaveBeenCalledExactlyOnceWith("ada", "correct horse", "t1");
    expect(kept.current()).toMatchObject({ id: "ada", guest: false, token: "t7" });
    expect(storage.getItem(KEY)).toContain("t7");
  });

  test("stays what it was when a log-in is refused", async () => {
    const { kept } = keeping(granted);

    expect(await kept.logIn("ada", "wrong")).toMatchObject({ ok: false });
    expect(kept.current()).toEqual(stored);
  });

  test("ends everywhere only where that is asked for", () => {
    const here = keeping(granted);
    const everywhere = keeping(granted);

    here.kept.drop(false);
    everywhere.kept.drop(true);

    expect(here.api.logOut).not.toHaveBeenCalled();
    expect(everywhere.api.logOut).toHaveBeenCalledExactlyOnceWith("t1");
    expect(everywhere.kept.current()).toBeUndefined();
  });

  test("isn't lost when the guest's tokens end before the account's come", async () => {
    const { kept, api } = keeping(refused(401));
    const late = later<Answer<Grant>>();
    api.register.mockReturnValue(late.promise);

    const registering = kept.register("ada", "correct horse");
    const renewal = kept.renew();
    late.resolve(registered);

    expect(await registering).toMatchObject({ ok: true });
    expect(await renewal).toBe("renewed");
    expect(kept.current()).toMatchObject({ id: "ada", token: "t7" });
  });

  test("isn't lost when a renewal fails that was asked for another one", async () => {
    const { kept, api } = keeping(granted);
    const late = later<Answer<Grant>>();
    api.refresh.mockReturnValue(late.promise);

    const renewal = kept.renew();
    await vi.waitFor(() => expect(api.refresh).toHaveBeenCalled());
    await kept.register("ada", "correct horse");
    late.resolve(refused(401));

    expect(await renewal).toBe("renewed");
    expect(kept.current()?.token).toBe("t7");
  });
});
