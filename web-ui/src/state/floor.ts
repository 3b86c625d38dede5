import { effect, signal } from "@preact/signals";
import { Feed, type ConnectionStatus } from "../wire/feed.ts";
import { httpApi } from "../wire/http.ts";
import { identities as keepIdentities, type Identity } from "../wire/identity.ts";
import { deskStore, type Desk } from "./desk.ts";
import { frames, nextFrame } from "./frames.ts";
import { inboxStore, type Inbox } from "./inbox.ts";
import { marketsStore, type Markets } from "./markets.ts";
import { hashOf, placeOf } from "./place.ts";
import { failuresStore, remarksStore, type Failures, type Remarks } from "./remarks.ts";
import { roomsStore, type Rooms } from "./rooms.ts";
import { sessionStore, type Session } from "./session.ts";
import { speakingStore, type Speaking } from "./speaking.ts";
import { themeStore, type Themes } from "./theme.ts";
import { badge } from "./unread.ts";

/** Everything that the page shows, and all that can be done from it. */
export interface Floor {
  readonly session: Session;
  readonly rooms: Rooms;
  readonly markets: Markets;
  readonly speaking: Speaking;
  readonly remarks: Remarks;
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly failures: Failures;
  readonly themes: Themes;
}

/** Builds the floor of the page's own origin and connects to it. Lives as long as the page. */
export function openFloor(page: Window): Floor {
  const { location, localStorage, sessionStorage } = page;
  const connection = signal<ConnectionStatus>({ kind: "connecting" });
  const identity = signal<Identity | undefined>(undefined);
  const notice = signal<string | undefined>(undefined);
  const place = placeOf(location.hash);

  const api = httpApi(`${location.origin}/api/v1`);
  const identities = keepIdentities(api, localStorage, (next) => (identity.value = next), newKey);
  identity.value = identities.current();
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  const feed = new Feed({
    open: (protocols) => new WebSocket(address, [...protocols]),
    token: () => identities.current()?.token,
    renew: () => identities.renew(),
    status: (status) => (connection.value = status),
    notice: (text) => (notice.value = text),
    online: () => page.navigator.onLine,
    random: Math.random,
  });

  const perFrame = frames(nextFrame);
  const session = sessionStore(feed, identities, { connection, identity, notice });
  const rooms = roomsStore(feed, api, perFrame, session, place.room);
  const markets = marketsStore(feed, api, perFrame, session, place.symbol);
  const speaking = speakingStore(feed, session, rooms, sessionStorage, newKey);
  const failures = failuresStore();
  const remarks = remarksStore(feed, rooms, failures, newKey);
  const { origin } = location;
  const desk = deskStore(feed, api, session, rooms, failures, { origin, newKey });
  const inbox = inboxStore(feed, session, rooms);
  const themes = themeStore(
    page.document.documentElement,
    localStorage,
    page.matchMedia("(prefers-color-scheme: dark)"),
  );

  if (place.invite !== "") desk.come({ room: place.room, token: place.invite });
  const writeAddress = () => {
    const hash = hashOf({ room: rooms.current.value, symbol: markets.symbol.value });
    page.history.replaceState(null, "", hash);
  };
  effect(writeAddress);
  effect(() => {
    const waiting = inbox.mentions.value || inbox.unread.value;
    page.document.title = waiting > 0 ? `(${badge(waiting)}) Outcry` : "Outcry";
  });
  page.addEventListener("hashchange", () => {
    const { room, symbol, invite } = placeOf(location.hash);
    if (room !== "") rooms.select(room);
    if (invite !== "") desk.come({ room, token: invite });
    if (symbol !== "") markets.select(symbol);
    writeAddress(); // Also when nothing changed: a token doesn't stay in it.
  });
  page.addEventListener("online", () => feed.connect());
  feed.connect();
  return { session, rooms, markets, speaking, remarks, desk, inbox, failures, themes };
}

/** 128 random bits; `randomUUID` exists on secure origins only, and a floor may be on plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
