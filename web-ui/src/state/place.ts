/** Where somebody stands on the floor, as the page's address has it: `#/lobby/BTC-USD`. */
export interface Place {
  readonly room: string;
  readonly symbol: string;
  /** The token of an invitation to the room; never part of an address that the page writes. */
  readonly invite: string;
}

const SLUG = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const SYMBOL = /^[A-Z0-9]{1,16}(-[A-Z0-9]{1,16})?$/;
const TOKEN = /^[A-Za-z0-9_-]{8,200}$/;

/** Reads an address; a room stands there by itself, or behind `rooms` as in an invitation. */
export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const parts = path.split("/").slice(1);
  const named = parts[0] === "rooms" && SLUG.test(parts[1] ?? "");
  const [room = "", symbol = ""] = named ? parts.slice(1) : parts;
  const invite = new URLSearchParams(query).get("invite") ?? "";
  return {
    room: SLUG.test(room) ? room : "",
    symbol: SYMBOL.test(symbol) ? symbol : "",
    invite: named && TOKEN.test(invite) ? invite : "",
  };
}

export function hashOf({ room, symbol }: Omit<Place, "invite">): string {
  const at = room === "rooms" ? "rooms/rooms" : room;
  return symbol === "" ? `#/${at}` : `#/${at}/${symbol}`;
}

/** The link that lets somebody in. The token is in the fragment, which no server or log sees. */
export function inviteLink(origin: string, room: string, token: string): string {
  return `${origin}/#/rooms/${room}?invite=${encodeURIComponent(token)}`;
}

/** An id for a room of a name, as far as the name gives one. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
}

export function isSlug(id: string): boolean {
  return SLUG.test(id);
}
