import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { BookPanel } from "./BookPanel.tsx";
import { ChartPanel } from "./ChartPanel.tsx";
import { useFloor } from "./context.ts";
import { Header } from "./Header.tsx";
import { Help } from "./Help.tsx";
import { shortcutOf } from "./keys.ts";
import { Menus } from "./Menus.tsx";
import { Messages } from "./Messages.tsx";
import { Overlays } from "./Overlays.tsx";
import { PeoplePanel } from "./PeoplePanel.tsx";
import { RoomsPanel } from "./RoomsPanel.tsx";
import { TradesPanel } from "./TradesPanel.tsx";
import { overlay } from "./ui.ts";
import { WatchList } from "./WatchList.tsx";

const TABS = ["Chat", "Market", "Book"] as const;

/** The whole page. On a narrow screen one tab of it at a time. */
export function App() {
  const floor = useFloor();
  const tab = useSignal<(typeof TABS)[number]>("Chat");
  const help = useSignal(false);

  function compose(): void {
    tab.value = "Chat";
    document.getElementById("composer")?.focus();
  }

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target?.closest("dialog") !== null && target !== undefined) return;
      const shortcut = shortcutOf(event, target?.matches("input, textarea") === true);
      if (shortcut === undefined) return;
      event.preventDefault();
      switch (shortcut) {
        case "compose":
          return compose();
        case "leaveField":
          return target?.blur();
        case "help":
          help.value = true;
          return;
        case "nextMarket":
          return floor.markets.step(1);
        case "previousMarket":
          return floor.markets.step(-1);
        case "nextRoom":
          return floor.rooms.step(1);
        case "previousRoom":
          return floor.rooms.step(-1);
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [floor]);

  return (
    <div class="page">
      <button type="button" class="skip" onClick={compose}>
        Skip to writing
      </button>
      <Header onHelp={() => (help.value = true)} />
      <Notice />
      <main class="board" data-tab={tab.value.toLowerCase()}>
        <div class="rail">
          <RoomsPanel />
          <PeoplePanel />
        </div>
        <Messages />
        <ChartPanel />
        <BookPanel />
        <WatchList />
        <TradesPanel />
      </main>
      <nav class="tabs" aria-label="Views">
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === tab.value ? "page" : undefined}
            onClick={() => (tab.value = each)}
          >
            {each}
          </button>
        ))}
      </nav>
      <Failed />
      {overlay.value === undefined && <Menus />}
      <Overlays />
      <Help open={help.value} onClose={() => (help.value = false)} />
    </div>
  );
}

/** What went wrong last, until it is closed or old. */
function Failed() {
  const { failures } = useFloor();
  return (
    <div class="toast" role="alert">
      {failures.failure.value !== undefined && (
        <p>
          {failures.failure.value}
          <button type="button" class="quiet" onClick={() => failures.fail(undefined)}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}

/** What the server announces to everybody. */
function Notice() {
  const { session } = useFloor();
  const text = session.notice.value;
  if (text === undefined) return null;
  return (
    <p class="notice" role="alert">
      <span dir="auto">{text}</span>
      <button type="button" class="quiet" onClick={session.closeNotice}>
        Close
      </button>
    </p>
  );
}
