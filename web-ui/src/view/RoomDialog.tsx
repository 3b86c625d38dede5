import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { roleInWords } from "../state/happening.ts";
import { messageOf } from "../state/room.ts";
import { rightsIn } from "../state/rights.ts";
import { roomName } from "../state/rooms.ts";
import { dayName, hoursAndMinutes } from "../state/when.ts";
import { Avatar } from "./Avatar.tsx";
import { useFloor } from "./context.ts";
import { CopyField } from "./CopyField.tsx";
import { Dialog, Failure, closeDialog } from "./Dialog.tsx";
import { RoomSettingsForm } from "./RoomSettingsForm.tsx";
import { openPerson } from "./ui.ts";
import { Webhooks } from "./Webhooks.tsx";

/** All about a room: who belongs to it, how it is kept in order, and the way out. */
export function RoomDialog() {
  const { rooms, desk } = useFloor();
  const failure = useSignal<string | undefined>(undefined);
  const dropping = useSignal(false);
  const state = rooms.room.value;
  const rights = rightsIn(state, Date.now());
  const attempt = async (done: Promise<string | undefined>) => {
    failure.value = await done;
    return failure.value === undefined;
  };

  useEffect(() => {
    if (state.status !== "live") return; // perhaps deleted
    void desk.loadMembers();
    if (rights.moderate) void desk.loadOrder();
  }, [state.lines.findLast(({ kind }) => kind === "happened")?.seq, rights.moderate]);
  useEffect(() => {
    if (rights.own) void desk.loadHooks();
  }, [rights.own]);

  return (
    <Dialog title={roomName(rooms).value}>
      <Failure words={failure.value} />
      <Members />
      {rights.moderate && <Invitations attempt={attempt} />}
      {rights.moderate && <Reports attempt={attempt} />}
      {rights.own && <Webhooks attempt={attempt} />}
      {rights.moderate && <RoomSettingsForm all={rights.own} attempt={attempt} />}
      <p class="dialog-foot">
        {rights.member && (
          <button
            type="button"
            class="quiet"
            onClick={() => void attempt(desk.leave()).then((left) => left && closeDialog())}
          >
            Leave the room
          </button>
        )}
        {rights.own && !dropping.value && (
          <button type="button" class="quiet danger" onClick={() => (dropping.value = true)}>
            Delete the room…
          </button>
        )}
        {dropping.value && (
          <button
            type="button"
            class="quiet danger"
            onClick={() => void attempt(desk.drop()).then((gone) => gone && closeDialog())}
          >
            Delete it with all that was said
          </button>
        )}
      </p>
    </Dialog>
  );
}

/** Waits for something, and shows why it didn't work. */
export type Attempt = (done: Promise<string | undefined>) => Promise<boolean>;

function Members() {
  const { desk, session } = useFloor();
  const members = desk.members.value;
  const me = session.identity.value?.id;
  return (
    <section aria-label="Members">
      <h3>
        Members <span class="count">{members.filter(({ role }) => role).length}</span>
      </h3>
      {members.length === 0 && <p class="hint">Nobody has joined yet; all may read and speak.</p>}
      <ul class="members">
        {members.map(({ user, name, role, mutedUntil, banned }) => (
          <li key={user}>
            <button
              type="button"
              aria-haspopup="menu"
              onClick={(event) => openPerson(event, { id: user, name })}
            >
              <Avatar id={user} name={name} />
              <bdi>{name}</bdi>
              {user === me && <span class="you">you</span>}
              <span class="standing">
                {banned === true
                  ? "banned"
                  : typeof mutedUntil === "number"
                    ? "muted"
                    : typeof role === "string" && role !== "member"
                      ? roleInWords(role).replace(/^an? /, "")
                      : ""}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LASTS = [
  [24, "a day"],
  [24 * 7, "a week"],
] as const;

function Invitations({ attempt }: { readonly attempt: Attempt }) {
  const { desk } = useFloor();
  const link = desk.link.value;
  return (
    <section aria-label="Invitations">
      <h3>Invitations</h3>
      <p class="row">
        {LASTS.map(([hours, words]) => (
          <button
            key={hours}
            type="button"
            class="quiet"
            onClick={() => void attempt(desk.invite(hours, undefined))}
          >
            Invite for {words}
          </button>
        ))}
      </p>
      {link !== undefined && <CopyField label="Invitation link" value={link} />}
      {link !== undefined && <p class="hint">Who has the link can join. It is shown only now.</p>}
      <ul class="invites">
        {desk.invites.value.map(({ invite, expiresAt }) => (
          <li key={invite} class="row">
            <span>
              {typeof expiresAt === "number"
                ? `Open until ${dayName(expiresAt, Date.now())} ${hoursAndMinutes(expiresAt)}`
                : "Open"}
            </span>
            <button type="button" class="quiet" onClick={() => void attempt(desk.revoke(invite))}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reports({ attempt }: { readonly attempt: Attempt }) {
  const { desk, rooms } = useFloor();
  const reports = desk.reports.value;
  if (reports.length === 0) return null;
  return (
    <section aria-label="Reports">
      <h3>
        Reports <span class="count">{reports.length}</span>
      </h3>
      <ul class="members">
        {reports.map(({ report, message, by, reason }) => (
          <li key={report} class="report">
            <p>
              <bdi>{by.name}</bdi>: <span dir="auto">{reason}</span>
            </p>
            <p class="hint" dir="auto">
              {messageOf(rooms.room.value, message)?.text ?? "an earlier message"}
            </p>
            <p class="row">
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  closeDialog();
                  rooms.openThread(message);
                }}
              >
                Look
              </button>
              <button type="button" class="quiet" onClick={() => void attempt(desk.settle(report))}>
                Settled
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
