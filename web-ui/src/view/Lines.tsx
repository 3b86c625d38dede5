import type { Outgoing } from "../state/outbox.ts";
import type { Happened, Line, Said } from "../state/room.ts";
import { dayName, dayOf, hoursAndMinutes, withSeconds } from "../state/when.ts";
import { Avatar, Name } from "./Avatar.tsx";
import { useFloor } from "./context.ts";
import { MessageText } from "./MessageText.tsx";

const GROUP_MS = 5 * 60_000;

/** The lines of a room, with the days between them. Repeated authors are named once. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ol class="lines">
      {lines.map((line, index) => {
        const before = lines[index - 1];
        const newDay = before === undefined || dayOf(before.at) !== dayOf(line.at);
        return [
          newDay && <Day key={`day-${line.seq}`} at={line.at} />,
          line.kind === "said" ? (
            <SaidLine key={line.seq} line={line} follows={!newDay && follows(before, line)} />
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

function SaidLine({ line, follows: grouped }: { readonly line: Said; readonly follows: boolean }) {
  const { from, at } = line;
  const reactions = Object.entries(line.reactions);
  return (
    <li class={grouped ? "said follows" : "said"}>
      {!grouped && <Avatar id={from.id} name={from.name} />}
      <div class="body">
        <p class={grouped ? "who hidden" : "who"}>
          <Name id={from.id} name={from.name} />
          {from.guest === true && <span class="guest">guest</span>}
        </p>
        {line.replyTo !== undefined && <ReplyTo seq={line.replyTo} />}
        {line.deleted ? (
          <p class="text gone">This message was deleted.</p>
        ) : (
          <MessageText text={line.text} prices={line.prices} />
        )}
        {line.edited && <span class="edited">edited</span>}
        {reactions.length > 0 && (
          <ul class="reactions" aria-label="Reactions">
            {reactions.map(([emoji, users]) => (
              <li key={emoji} title={users.join(", ")}>
                {emoji} {users.length}
              </li>
            ))}
          </ul>
        )}
      </div>
      <time class="at" dateTime={new Date(at).toISOString()} title={withSeconds(at)}>
        {hoursAndMinutes(at)}
      </time>
    </li>
  );
}

function ReplyTo({ seq }: { readonly seq: number }) {
  const { rooms } = useFloor();
  const line = rooms.room.value.lines.find((other) => other.seq === seq);
  if (line?.kind !== "said") return <p class="reply">in reply to an earlier message</p>;
  return (
    <p class="reply">
      <bdi>{line.from.name}</bdi>: <span dir="auto">{line.deleted ? "deleted" : line.text}</span>
    </p>
  );
}

function HappenedLine({ line }: { readonly line: Happened }) {
  return (
    <li class="happened">
      <span>
        <bdi>{line.from.name}</bdi> {line.what}
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
  return (
    <li class="said outgoing" data-state={item.state.kind}>
      <Avatar id={identity?.id ?? ""} name={identity?.name ?? "?"} />
      <div class="body">
        <p class="who">
          <Name id={identity?.id ?? ""} name={identity?.name ?? "You"} />
        </p>
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
