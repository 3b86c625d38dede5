import { anything, isObject, list, object, only, text, type Shape } from "./shape.ts";

export interface Refusal {
  readonly ok: false;
  /** The HTTP status; 0 when the server was not reached or did not answer in its own words. */
  readonly status: number;
  readonly code: string;
  /** For people: the server's words. */
  readonly message: string;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

/** One call: whatever fails, its answer says so. */
export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly token?: string | undefined;
  readonly body?: object | undefined;
  /** The same for each repetition of one write: it is done once, and answered alike. */
  readonly key?: string | undefined;
}

export interface Caller {
  call<T>(path: string, ask: Ask, shape: Shape<T>): Promise<Answer<T>>;
  /** Of a list, what the page understands of it. */
  items<T>(path: string, shape: Shape<T>, token: string | undefined): Promise<Answer<readonly T[]>>;
}

const TIMEOUT_MS = 15_000;

export function caller(base: string): Caller {
  async function call<T>(path: string, ask: Ask, shape: Shape<T>): Promise<Answer<T>> {
    const { method = "GET", token, body, key } = ask;
    const headers: Record<string, string> = {};
    if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
    if (key !== undefined) headers["Idempotency-Key"] = key;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    try {
      const response = await fetch(base + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        credentials: "omit",
      });
      const answered: unknown = await response.json().catch(() => undefined);
      if (!response.ok) return refusal(response.status, answered);
      if (shape(answered)) return { ok: true, value: answered };
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

  return {
    call,
    async items(path, shape, token) {
      const answer = await call(path, { token }, page);
      return answer.ok ? { ok: true, value: only(shape, answer.value.items) } : answer;
    },
  };
}

const page = object({ items: list(anything) });

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
