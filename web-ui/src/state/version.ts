export { SUBPROTOCOL } from "../wire/version.ts";
