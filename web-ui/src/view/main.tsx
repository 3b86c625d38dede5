import { render } from "preact";
import { openFloor } from "../state/floor.ts";
import { App } from "./App.tsx";
import { FloorProvider } from "./context.ts";
import "./styles/page.css";

const root = document.getElementById("app");
if (root !== null) {
  render(
    <FloorProvider value={openFloor(window)}>
      <App />
    </FloorProvider>,
    root,
  );
}
