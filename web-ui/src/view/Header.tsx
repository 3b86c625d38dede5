import { Connection } from "./Connection.tsx";
import { useFloor } from "./context.ts";
import { Avatar } from "./Avatar.tsx";
import { menu, overlay } from "./ui.ts";

export function Header({ onHelp }: { readonly onHelp: () => void }) {
  const { themes } = useFloor();
  const other = themes.theme.value === "dark" ? "light" : "dark";
  return (
    <header class="top">
      <h1 class="brand">
        <Mark />
        Outcry
      </h1>
      <Connection />
      <div class="tools">
        <Account />
        <button
          type="button"
          class="icon"
          aria-label={`Use the ${other} theme`}
          title={`Use the ${other} theme`}
          onClick={themes.toggle}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" stroke-width="1.6" />
            <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
          </svg>
        </button>
        <button type="button" class="icon" aria-label="Keys" title="Keys (?)" onClick={onHelp}>
          <span aria-hidden="true">?</span>
        </button>
      </div>
    </header>
  );
}

/** Who one is here, and the ways to be somebody else. */
function Account() {
  const { session } = useFloor();
  const identity = session.identity.value;
  if (identity === undefined) {
    return (
      <button
        type="button"
        class="quiet"
        onClick={() => (overlay.value = { kind: "account", mode: "logIn" })}
      >
        Log in
      </button>
    );
  }
  return (
    <div class="me">
      {identity.guest === true && (
        <button
          type="button"
          class="quiet"
          onClick={() => (overlay.value = { kind: "account", mode: "register" })}
        >
          Make an account
        </button>
      )}
      <button
        type="button"
        class="who-am-i"
        aria-haspopup="menu"
        title="Your account"
        onClick={({ currentTarget: anchor }) => (menu.value = { kind: "me", anchor })}
      >
        <Avatar id={identity.id} name={identity.name} />
        <bdi>{identity.name}</bdi>
      </button>
    </div>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill="currentColor"
        fill-rule="evenodd"
        d="M5 2h22a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4H14l-7 6v-6H5a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4Zm3.2 6v3H7v6h1.2v3h1.6v-3H11v-6H9.8V8Zm7-2v2H14v6h1.2v4h1.6v-4H18V8h-1.2V6Zm7 3v3H21v6h1.2v2h1.6v-2H25v-6h-1.2V9Z"
      />
    </svg>
  );
}
