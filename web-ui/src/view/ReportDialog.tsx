import { useSignal } from "@preact/signals";
import { useFloor } from "./context.ts";
import { Dialog, Failure, Field, closeDialog } from "./Dialog.tsx";

/** Tells the room's moderators of a message. */
export function ReportDialog({ seq }: { readonly seq: number }) {
  const { desk } = useFloor();
  const reason = useSignal("");
  const failure = useSignal<string | undefined>(undefined);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (reason.value.trim() === "") return;
    failure.value = await desk.report(seq, reason.value.trim());
    if (failure.value === undefined) closeDialog();
  }

  return (
    <Dialog title="Report the message">
      <form onSubmit={(event) => void submit(event)}>
        <Field label="What is wrong with it?" hint="The room's moderators will read this.">
          <input
            maxLength={500}
            dir="auto"
            value={reason.value}
            onInput={({ currentTarget }) => (reason.value = currentTarget.value)}
          />
        </Field>
        <Failure words={failure.value} />
        <p class="dialog-foot">
          <button type="submit" class="primary">
            Report
          </button>
        </p>
      </form>
    </Dialog>
  );
}
