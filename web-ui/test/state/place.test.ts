import { expect, test } from "vitest";
import { hashOf, placeOf } from "../../src/state/place.ts";

test("a place survives its address", () => {
  const place = { room: "crypto-desk", symbol: "BTC-USD" };

  expect(placeOf(hashOf(place))).toEqual(place);
  expect(placeOf(hashOf({ room: "lobby", symbol: "" }))).toEqual({ room: "lobby", symbol: "" });
});

test.each(["", "#", "#/", "#/<b>/x", "#/a b/btc", "#composer"])("%j is nowhere", (hash) => {
  expect(placeOf(hash)).toEqual({ room: "", symbol: "" });
});
