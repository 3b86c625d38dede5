import type { Outgoing } from "../state/outbox.ts";
import type { Happened, Line, Said } from "../state/room.ts";
import { nameOf } from "../state/rooms.ts";
import { dayName, dayOf, hoursAndMinutes } from "../state/when.ts";
import { Avatar, Name } from "./Avatar.tsx";
import { useFloor } from "./context.ts";
import { ReplyTo, SaidLine } from "./SaidLine.tsx";

const GROUP_MS = 5 * 60_000;

/** The lines of a room, with the days between them. Repeated authors are named once. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { rooms } = useFloor();
  const newFrom = rooms.newFrom.value;
  return (
    <ol class="lines">
      {lines.map((line, index) => {
        const before = lines[index - 1];
        const newDay = before === undefined || dayOf(before.at) !== dayOf(line.at);
        return [
          newDay && <Day key={`day-${line.seq}`} at={line.at} />,
          line.seq === newFrom && (
            <li key="new" class="new-from">
              New
            </li>
          ),
          line.kind === "said" ? (
            <SaidLine
              key={line.seq}
              line={line}
              follows={!newDay && line.seq !== newFrom && follows(before, line)}
            />
          ) : (
            <HappenedLine key={line.seq} line={line} />
          ),
        ];
      })}
    </ol>
  );
}

function follows(before: Line | undefined, line: Said): boolean {
  return (
    before?.kind === "said" &&
    before.from.id === line.from.id &&
    line.at - before.at < GROUP_MS &&
    line.replyTo === undefined
  );
}

function Day({ at }: { readonly at: number }) {
  return (
    <li class="day">
      <time dateTime={new Date(at).toISOString().slice(0, 10)}>{dayName(at, Date.now())}</time>
    </li>
  );
}

function HappenedLine({ line }: { readonly line: Happened }) {
  const { rooms } = useFloor();
  const { about, whom, rest, until } = line;
  return (
    <li class="happened">
      <span>
        <bdi>{line.from.name}</bdi>{" "}
        {about === undefined ? (
          line.what
        ) : (
          <button type="button" class="plain" onClick={() => rooms.openThread(about)}>
            {line.what}
          </button>
        )}
        {whom !== undefined && (
          <>
            {" "}
            <bdi>{nameOf(rooms, whom)}</bdi>
          </>
        )}
        {rest !== undefined && ` ${rest}`}
        {until !== undefined && ` until ${hoursAndMinutes(until)}`}
      </span>
      <time class="at" dateTime={new Date(line.at).toISOString()}>
        {hoursAndMinutes(line.at)}
      </time>
    </li>
  );
}

/** A message of one's own that the room hasn't shown yet. */
export function OutgoingLine({ item }: { readonly item: Outgoing }) {
  const { session, speaking } = useFloor();
  const identity = session.identity.value;
  const failed = item.state.kind === "failed";
  if (item.state.kind === "noted") return <Note item={item} note={item.state.note} />;
  return (
    <li class="said outgoing" data-state={item.state.kind}>
      <Avatar id={identity?.id ?? ""} name={identity?.name ?? "?"} />
      <div class="body">
        <p class="who">
          <Name id={identity?.id ?? ""} name={identity?.name ?? "You"} />
        </p>
        {item.replyTo !== undefined && <ReplyTo seq={item.replyTo} />}
        <p class="text" dir="auto">
          {item.text}
        </p>
        {item.state.kind === "failed" ? (
          <p class="failure">
            Not sent: {item.state.message}
            <button type="button" class="quiet" onClick={() => speaking.again(item.key)}>
              Send again
            </button>
            <button type="button" class="quiet" onClick={() => speaking.takeBack(item.key)}>
              Edit
            </button>
          </p>
        ) : null}
      </div>
      {!failed && (
        <span class="at" role="img" aria-label="Sending">
          …
        </span>
      )}
    </li>
  );
}

/** What a slash command was answered: nobody else sees it. */
function Note({ item, note }: { readonly item: Outgoing; readonly note: string }) {
  const { speaking } = useFloor();
  return (
    <li class="note">
      <p class="note-head">
        <code dir="auto">{item.text}</code>
        <span>only you see this</span>
        <button type="button" class="quiet" onClick={() => speaking.dismiss(item.key)}>
          Close
        </button>
      </p>
      <p class="text" dir="auto" role="status">
        {note}
      </p>
    </li>
  );
}
