/** Where somebody stands on the floor, as the page's address has it: `#/lobby/BTC-USD`. */
export interface Place {
  readonly room: string;
  readonly symbol: string;
}

export function placeOf(hash: string): Place {
  const [, room = "", symbol = ""] = hash.replace(/^#/, "").split("/");
  return {
    room: /^[a-z0-9][a-z0-9_-]{0,63}$/.test(room) ? room : "",
    symbol: /^[A-Z0-9]{1,16}(-[A-Z0-9]{1,16})?$/.test(symbol) ? symbol : "",
  };
}

export function hashOf({ room, symbol }: Place): string {
  return symbol === "" ? `#/${room}` : `#/${room}/${symbol}`;
}
