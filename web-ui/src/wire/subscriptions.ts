import type { Command, Position } from "./commands.ts";
import type { Delivery } from "./decode.ts";
import type { ChannelEvent, ErrorReply, Subscribed } from "./messages.ts";
import { isSequenced, place, resumed } from "./positions.ts";

/** What a follower of a channel is told, in order. */
export type ChannelNews =
  /** The state as of `seq`; replaces all that came before. */
  | { readonly kind: "snapshot"; readonly snapshot: unknown; readonly seq: number }
  /** The next event: none is missing before it, none comes twice. */
  | { readonly kind: "event"; readonly event: ChannelEvent; readonly seq: number | undefined }
  /** The replay is over; what follows is new. */
  | { readonly kind: "live" }
  /** Nothing more comes. */
  | { readonly kind: "ended"; readonly code: string; readonly message: string };

export interface ChannelOptions {
  readonly depth?: number;
  readonly interval?: number;
  readonly history?: number;
}

/** A channel being followed. */
export interface Following {
  /** Asks for a fresh snapshot, for one who has found that its state is wrong. */
  restart(): void;
  stop(): void;
}

interface Subscription {
  readonly channel: string;
  readonly options: ChannelOptions;
  readonly tell: (news: ChannelNews) => void;
  /** Kept over connections, so that the next one resumes. */
  position: Position | undefined;
  /** The id of the latest `subscribe`, while its answer is awaited. */
  asked: number | undefined;
}

const RETRY_MS = 2_000;

/**
 * The channels that the page follows, over any number of connections. Events arrive exactly once
 * and without holes: what was seen is dropped, a hole asks again from the last position.
 */
export class Subscriptions {
  readonly #byChannel = new Map<string, Subscription>();
  readonly #send: (command: Command) => number | undefined;

  /** @param send sends a command and tells its id, or `undefined` when there is no connection */
  constructor(send: (command: Command) => number | undefined) {
    this.#send = send;
  }

  follow(channel: string, options: ChannelOptions, tell: (news: ChannelNews) => void): Following {
    const subscription: Subscription = {
      channel,
      options,
      tell,
      position: undefined,
      asked: undefined,
    };
    this.#byChannel.set(channel, subscription);
    this.#ask(subscription);
    return {
      restart: () => {
        subscription.position = undefined;
        if (this.#byChannel.get(channel) === subscription) this.#ask(subscription);
      },
      stop: () => {
        if (this.#byChannel.get(channel) !== subscription) return;
        this.#byChannel.delete(channel);
        this.#send({ type: "unsubscribe", channel });
      },
    };
  }

  /** Takes up every channel again on a new connection. */
  resume(): void {
    for (const subscription of this.#byChannel.values()) this.#ask(subscription);
  }

  subscribed(reply: Subscribed): void {
    const subscription = this.#byChannel.get(reply.channel);
    if (subscription === undefined || subscription.asked !== reply.id) return;
    subscription.asked = undefined;
    const recovered = reply.recovered === true && subscription.position !== undefined;
    subscription.position = resumed(subscription.position, reply);
    if (!recovered) {
      subscription.tell({ kind: "snapshot", snapshot: reply.snapshot, seq: reply.seq });
    }
  }

  /** @returns whether the error answered one of the subscriptions */
  refused(error: ErrorReply): boolean {
    const subscription = [...this.#byChannel.values()].find(
      ({ asked }) => asked !== undefined && asked === error.id,
    );
    if (subscription === undefined) return false;
    if (error.temporary === true) {
      setTimeout(() => {
        if (this.#byChannel.get(subscription.channel) === subscription) this.#ask(subscription);
      }, error.retryAfter ?? RETRY_MS);
    } else {
      this.#end(subscription, error.code, error.message ?? error.code);
    }
    return true;
  }

  ended(channel: string, code: string): void {
    const subscription = this.#byChannel.get(channel);
    if (subscription !== undefined) this.#end(subscription, code, code);
  }

  live(channel: string): void {
    this.#byChannel.get(channel)?.tell({ kind: "live" });
  }

  deliver({ channel, seq, event }: Delivery): void {
    const subscription = this.#byChannel.get(channel);
    if (subscription === undefined || subscription.asked !== undefined) return;
    const prev = event.type === "book.delta" ? event.prev : undefined;
    if (this.#advance(subscription, seq, prev, event.type === "book")) {
      subscription.tell({ kind: "event", event, seq });
    }
  }

  /** An event that the page doesn't know: it still takes its place in the sequence. */
  skip(channel: string, seq: number): void {
    const subscription = this.#byChannel.get(channel);
    if (subscription !== undefined && subscription.asked === undefined) {
      this.#advance(subscription, seq, undefined, false);
    }
  }

  #advance(
    subscription: Subscription,
    seq: number | undefined,
    prev: number | null | undefined,
    whole: boolean,
  ): boolean {
    if (!isSequenced(subscription.channel)) return true;
    const { position } = subscription;
    if (seq === undefined || position === undefined) return false;
    switch (place(position, { seq, prev, whole })) {
      case "apply":
        subscription.position = { epoch: position.epoch, seq };
        return true;
      case "duplicate":
        return false;
      case "hole":
        this.#ask(subscription);
        return false;
    }
  }

  #ask(subscription: Subscription): void {
    const { channel, options, position } = subscription;
    const since = position !== undefined && isSequenced(channel) ? { since: position } : {};
    subscription.asked = this.#send({ type: "subscribe", channel, ...options, ...since });
  }

  #end(subscription: Subscription, code: string, message: string): void {
    this.#byChannel.delete(subscription.channel);
    subscription.tell({ kind: "ended", code, message });
  }
}
