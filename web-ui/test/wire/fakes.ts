import { isObject } from "../../src/wire/shape.ts";

/** A socket whose other end is the test. */
export class FakeSocket implements Pick<WebSocket, "send" | "close" | "readyState"> {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  readonly protocols: readonly string[];
  readonly sent: Array<Readonly<Record<string, unknown>>> = [];
  closed = false;
  /** As a browser has it: 1 is open, 2 closing. */
  readyState: 1 | 2 = 1;

  constructor(protocols: readonly string[]) {
    this.protocols = protocols;
  }

  send(data: string): void {
    const value: unknown = JSON.parse(data);
    if (isObject(value)) this.sent.push(value);
  }

  close(): void {
    this.closed = true;
  }

  /** The server accepts and greets. */
  welcome(user: { readonly id: string; readonly name: string } | null = null): void {
    this.onopen?.();
    this.receive({
      type: "welcome",
      session: "s-1",
      server: "test",
      at: 0,
      heartbeat: 20_000,
      user,
    });
  }

  receive(...messages: ReadonlyArray<object>): void {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The connection ends; what the page does about it has happened when this resolves. */
  async end(code: number): Promise<void> {
    this.onclose?.({ code });
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  lastSent(type: string): Readonly<Record<string, unknown>> | undefined {
    return this.sent.findLast((command) => command["type"] === type);
  }
}

/** Storage that lasts as long as the test. */
export function memoryStorage(entries: Readonly<Record<string, string>> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    getItem: (key) => map.get(key) ?? null,
    key: (index) => [...map.keys()][index] ?? null,
    removeItem: (key) => void map.delete(key),
    setItem: (key, value) => void map.set(key, value),
  };
}
