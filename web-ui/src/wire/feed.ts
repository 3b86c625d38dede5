import type { Command } from "./commands.ts";
import { decode } from "./decode.ts";
import type { Control, ErrorReply, OkReply, User } from "./messages.ts";
import { afterClose } from "./reconnect.ts";
import type { Renewal } from "./identity.ts";
import {
  Subscriptions,
  type ChannelNews,
  type ChannelOptions,
  type Following,
} from "./subscriptions.ts";

export type ConnectionStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "live"; readonly user: User | null }
  /** `due` is when the next attempt starts, epoch ms. */
  | { readonly kind: "reconnecting"; readonly due: number }
  | { readonly kind: "offline"; readonly due: number }
  /** Over for good, until somebody asks for it. */
  | { readonly kind: "stopped"; readonly reason: string };

/** How a command ended: `lost` says that the connection broke first, so it may have happened. */
export type Outcome = OkReply | ErrorReply | { readonly type: "lost"; readonly tooLarge: boolean };

export interface FeedOptions {
  readonly open: (protocols: readonly string[]) => WebSocket;
  readonly token: () => string | undefined;
  readonly renew: () => Promise<Renewal>;
  readonly status: (status: ConnectionStatus) => void;
  readonly notice: (text: string) => void;
  readonly online: () => boolean;
  readonly random: () => number;
}

const OPEN = 1; // of `WebSocket.readyState`
const QUIET_MS = 30_000;
const ANSWER_MS = 10_000;
const CHECK_MS = 5_000;
/** A connection that lasted this long was a good one: the next loss is a first one again. */
const SETTLED_MS = 5_000;
const SUBPROTOCOL = "outcry.v1";

/**
 * One connection to the floor, kept up by itself: it reconnects as `afterClose` says, renews the
 * token where that may be why it was turned away, and takes up every channel where it stood.
 */
export class Feed {
  readonly #options: FeedOptions;
  readonly #subscriptions = new Subscriptions((command) => this.#transmit(command));
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #socket: WebSocket | undefined;
  #live = false;
  #nextId = 1;
  #attempt = 0;
  #retryAfter: number | undefined;
  #renewed = false;
  #liveAt = 0;
  #heardAt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #checkTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects now, also out of a wait or after a stop. Does nothing while there is a connection. */
  connect(): void {
    if (this.#socket !== undefined) return;
    clearTimeout(this.#retryTimer);
    this.#options.status({ kind: "connecting" });
    const token = this.#options.token();
    const protocols = token === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, `bearer.${token}`];
    const socket = this.#options.open(protocols);
    let opened = false;
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => (opened = true);
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.#receive(data);
    };
    socket.onclose = ({ code }) => void this.#lost(code, !opened && token !== undefined);
    this.#checkTimer = setInterval(() => this.#checkLiveness(), CHECK_MS);
  }

  /** Leaves the connection for a new one, for an identity that this one can't take on. */
  reopen(): void {
    this.#attempt = 0;
    if (this.#socket !== undefined) this.#detach(this.#socket);
    this.#release(false);
    this.#socket = undefined;
    this.connect();
  }

  follow(channel: string, options: ChannelOptions, tell: (news: ChannelNews) => void): Following {
    return this.#subscriptions.follow(channel, options, tell);
  }

  /** Sends a command and tells how it ended. Without a connection it is `lost` at once. */
  request(command: Command): Promise<Outcome> {
    return new Promise((resolve) => {
      const id = this.#transmit(command);
      if (id === undefined) resolve({ type: "lost", tooLarge: false });
      else this.#waiting.set(id, resolve);
    });
  }

  #transmit(command: Command): number | undefined {
    const socket = this.#socket;
    // A socket that the server is closing takes nothing more, and says so a little later.
    if (!this.#live || socket?.readyState !== OPEN) return undefined;
    const id = this.#nextId++;
    socket.send(JSON.stringify({ ...command, id }));
    return id;
  }

  #receive(data: string): void {
    this.#heardAt = Date.now();
    const incoming = decode(data);
    switch (incoming.kind) {
      case "control":
        return this.#control(incoming.control);
      case "event":
        return this.#subscriptions.deliver(incoming.delivery);
      case "unknown":
        if (incoming.channel !== undefined && incoming.seq !== undefined) {
          this.#subscriptions.skip(incoming.channel, incoming.seq);
        }
        return;
    }
  }

  #control(control: Control): void {
    switch (control.type) {
      case "welcome":
        this.#live = true;
        this.#liveAt = Date.now();
        this.#retryAfter = undefined;
        this.#renewed = false;
        this.#subscriptions.resume();
        return this.#options.status({ kind: "live", user: control.user ?? null });
      case "goodbye":
        this.#retryAfter = control.retryAfter ?? undefined;
        return;
      case "notice":
        return this.#options.notice(control.text);
      case "subscribed":
        return this.#subscriptions.subscribed(control);
      case "unsubscribed":
        return this.#subscriptions.ended(control.channel, control.code ?? "unsubscribed");
      case "live":
        return this.#subscriptions.live(control.channel);
      case "error":
        if (control.code === "rate_limited") this.#retryAfter = control.retryAfter ?? undefined;
        if (!this.#subscriptions.refused(control)) this.#answer(control);
        return;
      case "ok":
        return this.#answer(control);
      case "pong":
        return;
    }
  }

  #answer(reply: OkReply | ErrorReply): void {
    if (typeof reply.id !== "number") return;
    const resolve = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    resolve?.(reply);
  }

  /** A dead network closes nothing: whoever hears nothing has to ask, and give up unanswered. */
  #checkLiveness(): void {
    const quiet = Date.now() - this.#heardAt;
    if (quiet >= QUIET_MS + ANSWER_MS) this.#abandon();
    else if (quiet >= QUIET_MS) this.#transmit({ type: "ping" });
  }

  #abandon(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#detach(socket);
    void this.#lost(4009, false);
  }

  #detach(socket: WebSocket): void {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Ends all that belongs to a connection. */
  #release(tooLarge: boolean): void {
    clearInterval(this.#checkTimer);
    this.#live = false;
    for (const resolve of this.#waiting.values()) resolve({ type: "lost", tooLarge });
    this.#waiting.clear();
  }

  async #lost(code: number, turnedAway: boolean): Promise<void> {
    if (this.#live && Date.now() - this.#liveAt >= SETTLED_MS) this.#attempt = 0;
    this.#release(code === 1009);
    const retryAfter = this.#retryAfter;
    this.#retryAfter = undefined;

    const decision = afterClose(
      { code, attempt: this.#attempt, retryAfter },
      this.#options.random(),
    );
    if (decision.kind === "stop") {
      this.#socket = undefined;
      return this.#options.status({ kind: "stopped", reason: decision.reason });
    }
    let { delay } = decision;
    // Browsers don't tell a 401 from a server that is down, so ask: once for each good connection.
    if (decision.renew || (turnedAway && !this.#renewed)) {
      const renewal = await this.#options.renew();
      this.#renewed = renewal !== "unreachable";
      if (turnedAway && this.#renewed) delay = 0;
    }
    this.#socket = undefined;
    this.#attempt++;
    const due = Date.now() + delay;
    this.#options.status({ kind: this.#options.online() ? "reconnecting" : "offline", due });
    this.#retryTimer = setTimeout(() => this.connect(), delay);
  }
}
