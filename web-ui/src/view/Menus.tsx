import { useEffect } from "preact/hooks";
import { EMOJI } from "../state/emoji.ts";
import { mayActOn, mayDelete, mayEdit, rightsIn } from "../state/rights.ts";
import { messageOf } from "../state/room.ts";
import { useFloor } from "./context.ts";
import { Item, Popup, closeMenu } from "./Popup.tsx";
import { menu, overlay } from "./ui.ts";

/** The one menu that is open, if any. */
export function Menus() {
  const open = menu.value;
  if (open === undefined) return null;
  switch (open.kind) {
    case "message":
      return <MessageMenu key={open.seq} seq={open.seq} anchor={open.anchor} />;
    case "person":
      return <PersonMenu key={open.id} id={open.id} name={open.name} anchor={open.anchor} />;
    case "me":
      return <MyMenu anchor={open.anchor} />;
  }
}

function MyMenu({ anchor }: { readonly anchor: HTMLElement }) {
  const { session } = useFloor();
  const identity = session.identity.value;
  if (identity === undefined) return null;
  const guest = identity.guest === true;
  return (
    <Popup label="You" anchor={anchor}>
      {guest && (
        <Item onPick={() => (overlay.value = { kind: "account", mode: "register" })}>
          Make an account
        </Item>
      )}
      {guest && (
        <Item onPick={() => (overlay.value = { kind: "account", mode: "logIn" })}>Log in</Item>
      )}
      <Item onPick={() => session.signOut()}>{guest ? "Sign out" : "Log out"}</Item>
      {!guest && <Item onPick={() => session.signOut(true)}>Log out everywhere</Item>}
      {guest && <p class="hint">A guest who signs out can't come back.</p>}
    </Popup>
  );
}

function MessageMenu({ seq, anchor }: { readonly seq: number; readonly anchor: HTMLElement }) {
  const { rooms, remarks, speaking } = useFloor();
  const state = rooms.room.value;
  const line = messageOf(state, seq);
  const rights = rightsIn(state, Date.now());
  if (line === undefined || line.deleted) return null;
  const pinned = state.pins.includes(seq);
  return (
    <Popup label={`Message by ${line.from.name}`} anchor={anchor}>
      {rights.speak && (
        <div class="emoji" role="group" aria-label="React">
          {EMOJI.map(([emoji, name]) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              aria-label={`React with ${name}`}
              title={name}
              onClick={() => {
                closeMenu();
                remarks.toggle(seq, emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      {rights.speak && (
        <Item
          onPick={() => {
            speaking.replyTo(seq);
            document.getElementById("composer")?.focus();
          }}
        >
          Reply
        </Item>
      )}
      <Item onPick={() => rooms.openThread(seq)}>Show the thread</Item>
      {mayEdit(state, line) && rights.speak && <Item onPick={() => remarks.edit(seq)}>Edit</Item>}
      {(rights.moderate || rights.direct) && (
        <Item onPick={() => remarks.pin(seq, !pinned)}>{pinned ? "Unpin" : "Pin"}</Item>
      )}
      {state.me !== undefined && line.from.id !== state.me && (
        <Item onPick={() => (overlay.value = { kind: "report", seq })}>Report</Item>
      )}
      {mayDelete(state, line, rights) && (
        <Item danger onPick={() => remarks.remove(seq)}>
          Delete
        </Item>
      )}
    </Popup>
  );
}

const MUTE_MS = 10 * 60_000;

function PersonMenu({
  id,
  name,
  anchor,
}: {
  readonly id: string;
  readonly name: string;
  readonly anchor: HTMLElement;
}) {
  const { rooms, desk, speaking, failures } = useFloor();
  const state = rooms.room.value;
  const rights = rightsIn(state, Date.now());
  useEffect(() => {
    if (rights.moderate) void desk.loadMembers();
  }, [id]);
  const member = desk.members.value.find(({ user }) => user === id);
  const acts = id !== state.me && !rights.direct && mayActOn(member?.role, rights);
  const attempt = (done: Promise<string | undefined>) => void done.then(failures.fail);
  return (
    <Popup label={name} anchor={anchor}>
      {id !== state.me && state.me !== undefined && (
        <Item onPick={() => attempt(desk.direct(id))}>
          Message <bdi>{name}</bdi>
        </Item>
      )}
      {rights.speak && (
        <Item
          onPick={() => {
            const draft = speaking.draft.peek();
            speaking.setDraft(`${draft}${draft === "" || /\s$/.test(draft) ? "" : " "}@${id} `);
            document.getElementById("composer")?.focus();
          }}
        >
          Mention @{id}
        </Item>
      )}
      {acts && (
        <Item onPick={() => attempt(desk.stand(id, { mutedUntil: Date.now() + MUTE_MS }))}>
          Mute for 10 minutes
        </Item>
      )}
      {acts && typeof member?.mutedUntil === "number" && (
        <Item onPick={() => attempt(desk.stand(id, { mutedUntil: 0 }))}>Let speak again</Item>
      )}
      {rights.own && acts && typeof member?.role === "string" && (
        <Item
          onPick={() =>
            attempt(desk.stand(id, { role: member.role === "moderator" ? "member" : "moderator" }))
          }
        >
          {member.role === "moderator" ? "Make a member again" : "Make a moderator"}
        </Item>
      )}
      {rights.own && acts && typeof member?.role === "string" && (
        <Item onPick={() => attempt(desk.stand(id, { role: "owner" }))}>Make an owner</Item>
      )}
      {acts && typeof member?.role === "string" && (
        <Item danger onPick={() => attempt(desk.remove(id))}>
          Remove from the room
        </Item>
      )}
      {acts && member?.banned === true ? (
        <Item onPick={() => attempt(desk.stand(id, { banned: false }))}>Lift the ban</Item>
      ) : (
        acts && (
          <Item danger onPick={() => attempt(desk.stand(id, { banned: true }))}>
            Ban
          </Item>
        )
      )}
      {state.me === undefined && <p class="hint">Give a name first to write to people.</p>}
    </Popup>
  );
}
