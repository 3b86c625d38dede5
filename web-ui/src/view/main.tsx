import { render } from "preact";
import { SUBPROTOCOL } from "../state/version.ts";

const root = document.getElementById("app");
if (root) render(<main>{SUBPROTOCOL}</main>, root);
