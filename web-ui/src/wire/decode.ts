import { controls, events, type ChannelEvent, type Control } from "./messages.ts";
import { isObject, only, type Shape } from "./shape.ts";

/** An event with the channel it came by and, on a sequenced channel, its place there. */
export interface Delivery {
  readonly channel: string;
  readonly seq: number | undefined;
  readonly event: ChannelEvent;
}

export type Incoming =
  | { readonly kind: "control"; readonly control: Control }
  | { readonly kind: "event"; readonly delivery: Delivery }
  /** Of a newer server, or malformed; its place in the sequence counts all the same. */
  | {
      readonly kind: "unknown";
      readonly channel: string | undefined;
      readonly seq: number | undefined;
    };

/** Reads one text message. Never throws: what isn't understood is `unknown`. */
export function decode(data: string): Incoming {
  const value = parsed(data);
  if (!isObject(value) || typeof value["type"] !== "string") {
    return { kind: "unknown", channel: undefined, seq: undefined };
  }
  const type = value["type"];
  const channel = typeof value["channel"] === "string" ? value["channel"] : undefined;
  const seq = typeof value["seq"] === "number" ? value["seq"] : undefined;
  const control = known(controls, type);
  if (control?.(value)) return { kind: "control", control: value };
  const event = known(events, type);
  if (channel !== undefined && event?.(value)) {
    return { kind: "event", delivery: { channel, seq, event: value } };
  }
  return { kind: "unknown", channel, seq };
}

/** The room, trade or candle list of a snapshot; an empty one if it has none. */
export function snapshotItems<T>(snapshot: unknown, field: string, shape: Shape<T>): readonly T[] {
  const items = isObject(snapshot) ? snapshot[field] : undefined;
  return Array.isArray(items) ? only(shape, items) : [];
}

/** The events of a snapshot whose type and fields the page knows. */
export function snapshotEvents(snapshot: unknown): readonly ChannelEvent[] {
  return snapshotItems(snapshot, "events", isEvent);
}

function isEvent(value: unknown): value is ChannelEvent {
  return (
    isObject(value) &&
    typeof value["type"] === "string" &&
    known(events, value["type"])?.(value) === true
  );
}

function known<T>(shapes: Readonly<Record<string, Shape<T>>>, type: string): Shape<T> | undefined {
  return Object.hasOwn(shapes, type) ? shapes[type] : undefined;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
