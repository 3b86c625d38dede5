/** What the page sends; the connection adds the `id`. */
export type Command =
  | { readonly type: "ping" }
  | { readonly type: "authenticate"; readonly token: string }
  | {
      readonly type: "subscribe";
      readonly channel: string;
      readonly since?: Position;
      readonly depth?: number;
      readonly interval?: number;
    }
  | { readonly type: "unsubscribe"; readonly channel: string }
  | {
      readonly type: "say";
      readonly room: string;
      readonly text: string;
      readonly key: string;
      readonly replyTo?: number;
    }
  | { readonly type: "typing"; readonly room: string; readonly on: boolean };

/** A place in a sequenced channel: everything up to it was seen. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
