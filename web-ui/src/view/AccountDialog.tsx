import { useSignal } from "@preact/signals";
import { useFloor } from "./context.ts";
import { Dialog, Failure, Field, closeDialog } from "./Dialog.tsx";
import { overlay } from "./ui.ts";

const LEAST = 8;

/** Logs in, or makes an account; a guest turns into it and keeps everything. */
export function AccountDialog({ mode }: { readonly mode: "logIn" | "register" }) {
  const { session } = useFloor();
  const guest = session.identity.value?.guest === true ? session.identity.value : undefined;
  const name = useSignal(mode === "register" ? (guest?.name ?? "") : "");
  const password = useSignal("");
  const failure = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const fresh = mode === "register";

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    if (name.value.trim() === "" || password.value === "") {
      failure.value = "Please give a name and a password.";
      return;
    }
    if (fresh && [...password.value].length < LEAST) {
      failure.value = `The password needs ${LEAST} characters or more.`;
      return;
    }
    busy.value = true;
    const act = fresh ? session.register : session.logIn;
    failure.value = await act(name.value.trim(), password.value);
    busy.value = false;
    if (failure.value === undefined) closeDialog();
  }

  return (
    <Dialog title={fresh ? "Make an account" : "Log in"}>
      <form onSubmit={(event) => void submit(event)}>
        {fresh && guest !== undefined && (
          <p class="hint">
            You are a guest now. The account keeps what you said, your orders and your balance.
          </p>
        )}
        <Field
          label="Account name"
          {...(fresh ? { hint: "Small letters, digits, - and _; nobody else can have it." } : {})}
        >
          <input
            autoComplete="username"
            autoCapitalize="none"
            spellcheck={false}
            maxLength={40}
            value={name.value}
            onInput={({ currentTarget }) => (name.value = currentTarget.value)}
          />
        </Field>
        <Field label="Password" {...(fresh ? { hint: `${LEAST} characters or more.` } : {})}>
          <input
            type="password"
            autoComplete={fresh ? "new-password" : "current-password"}
            maxLength={200}
            value={password.value}
            onInput={({ currentTarget }) => (password.value = currentTarget.value)}
          />
        </Field>
        <Failure words={failure.value} />
        <p class="dialog-foot">
          <button type="submit" class="primary" disabled={busy.value}>
            {fresh ? "Make the account" : "Log in"}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() =>
              (overlay.value = { kind: "account", mode: fresh ? "logIn" : "register" })
            }
          >
            {fresh ? "I have an account" : "I have none yet"}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
