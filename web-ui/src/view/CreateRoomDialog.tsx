import { useSignal } from "@preact/signals";
import { isSlug, slugOf } from "../state/place.ts";
import { useFloor } from "./context.ts";
import { Dialog, Failure, Field, closeDialog } from "./Dialog.tsx";

/** Makes a room, of which one is the owner. */
export function CreateRoomDialog() {
  const { desk } = useFloor();
  const name = useSignal("");
  const address = useSignal<string | undefined>(undefined);
  const topic = useSignal("");
  const closed = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const id = address.value ?? slugOf(name.value);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    if (name.value.trim() === "" || !isSlug(id)) {
      failure.value =
        name.value.trim() === ""
          ? "Please give the room a name."
          : "The address takes small letters, digits, - and _.";
      return;
    }
    busy.value = true;
    failure.value = await desk.create({
      room: id,
      name: name.value.trim(),
      topic: topic.value.trim(),
      visibility: closed.value ? "private" : "public",
    });
    busy.value = false;
    if (failure.value === undefined) closeDialog();
  }

  return (
    <Dialog title="New room">
      <form onSubmit={(event) => void submit(event)}>
        <Field label="Name">
          <input
            maxLength={80}
            dir="auto"
            value={name.value}
            onInput={({ currentTarget }) => (name.value = currentTarget.value)}
          />
        </Field>
        <Field label="Address" hint="Part of its links; it can't be changed later.">
          <input
            maxLength={64}
            autoCapitalize="none"
            spellcheck={false}
            value={id}
            onInput={({ currentTarget }) => (address.value = currentTarget.value)}
          />
        </Field>
        <Field label="Topic">
          <input
            maxLength={250}
            dir="auto"
            value={topic.value}
            onInput={({ currentTarget }) => (topic.value = currentTarget.value)}
          />
        </Field>
        <label class="check">
          <input
            type="checkbox"
            checked={closed.value}
            onChange={({ currentTarget }) => (closed.value = currentTarget.checked)}
          />
          <span>Private: only who is invited sees it</span>
        </label>
        <Failure words={failure.value} />
        <p class="dialog-foot">
          <button type="submit" class="primary" disabled={busy.value}>
            Make the room
          </button>
        </p>
      </form>
    </Dialog>
  );
}
