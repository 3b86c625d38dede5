import { useEffect, useMemo } from "preact/hooks";
import { countdown } from "../state/session.ts";
import type { ConnectionStatus } from "../wire/feed.ts";
import { useFloor } from "./context.ts";

/** The state of the connection in words, and a way to speed it up. */
export function Connection() {
  const { session } = useFloor();
  const status = session.connection.value;
  const waits =
    status.kind === "reconnecting" || status.kind === "offline" || status.kind === "stopped";
  return (
    <div class="connection">
      <p role="status" aria-label="Connection" aria-live="polite" data-kind={status.kind}>
        {words(status)}
        {status.kind === "reconnecting" && <Countdown due={status.due} />}
      </p>
      {waits && (
        <button type="button" class="quiet" onClick={session.reconnect}>
          Connect now
        </button>
      )}
    </div>
  );
}

/** Hidden from readers: a count read aloud every second would drown the room. */
function Countdown({ due }: { readonly due: number }) {
  const seconds = useMemo(() => countdown(due), [due]);
  useEffect(() => seconds.stop, [seconds]);
  return <span aria-hidden="true"> in {seconds.value} s</span>;
}

function words(status: ConnectionStatus): string {
  switch (status.kind) {
    case "connecting":
      return "connecting";
    case "live":
      return "live";
    case "reconnecting":
      return "reconnecting";
    case "offline":
      return "offline";
    case "stopped":
      return `offline: ${status.reason}`;
  }
}
