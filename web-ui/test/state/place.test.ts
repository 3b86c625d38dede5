import { expect, test } from "vitest";
import { hashOf, inviteLink, placeOf, slugOf } from "../../src/state/place.ts";

test("a place survives its address", () => {
  const place = { room: "crypto-desk", symbol: "BTC-USD", invite: "" };

  expect(placeOf(hashOf(place))).toEqual(place);
  expect(placeOf(hashOf({ room: "lobby", symbol: "" }))).toEqual({
    room: "lobby",
    symbol: "",
    invite: "",
  });
  expect(placeOf(hashOf({ room: "rooms", symbol: "BTC-USD" }))).toMatchObject({
    room: "rooms",
    symbol: "BTC-USD",
  });
});

test.each(["", "#", "#/", "#/<b>/x", "#/a b/btc", "#composer"])("%j is nowhere", (hash) => {
  expect(placeOf(hash)).toEqual({ room: "", symbol: "", invite: "" });
});

test("an invitation carries its token behind the #, where no server sees it", () => {
  const link = new URL(inviteLink("https://floor.example", "desk", "abc_DEF-123"));

  expect(link.search).toBe("");
  expect(link.pathname).toBe("/");
  expect(placeOf(link.hash)).toEqual({ room: "desk", symbol: "", invite: "abc_DEF-123" });
});

test.each(["#/rooms/desk?invite=<b>", "#/rooms/desk?invite=", "#/rooms/A B?invite=abcdefgh1"])(
  "%j invites to nothing",
  (hash) => {
    expect(placeOf(hash).invite).toBe("");
  },
);

test("a room's name gives it an address", () => {
  expect(slugOf("  Crème & Brûlée! ")).toBe("creme-brulee");
  expect(slugOf("日本")).toBe("");
});
