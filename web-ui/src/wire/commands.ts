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
      readonly history?: number;
    }
  | { readonly type: "unsubscribe"; readonly channel: string }
  | {
      readonly type: "say";
      readonly room: string;
      readonly text: string;
      readonly key: string;
      readonly replyTo?: number;
      readonly card?: CardRef;
    }
  | (InRoom & {
      readonly type: "edit";
      readonly message: number;
      readonly text: string;
      readonly key: string;
    })
  | (InRoom & { readonly type: "delete"; readonly message: number; readonly key: string })
  | (InRoom & {
      readonly type: "react" | "unreact";
      readonly message: number;
      readonly emoji: string;
      readonly key: string;
    })
  | (InRoom & { readonly type: "pin" | "unpin"; readonly message: number; readonly key: string })
  | (InRoom & { readonly type: "join"; readonly invite?: string; readonly key: string })
  | (InRoom & { readonly type: "leave"; readonly key: string })
  | (InRoom & { readonly type: "read"; readonly seq: number })
  | { readonly type: "typing"; readonly room: string; readonly on: boolean };

/** A place in a sequenced channel: everything up to it was seen. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

interface InRoom {
  readonly room: string;
}

/** What a card is to show; the server writes the card itself. */
export type CardRef = { readonly fill: number } | { readonly position: string };
