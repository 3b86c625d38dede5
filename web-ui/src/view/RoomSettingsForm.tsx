import { useSignal } from "@preact/signals";
import type { RoomSettings } from "../wire/roomApi.ts";
import { useFloor } from "./context.ts";
import { Check, Field } from "./Dialog.tsx";

interface RoomSettingsFormProps {
  /** Whether all settings may be changed, not the topic alone. */
  readonly all: boolean;
  readonly attempt: (done: Promise<string | undefined>) => Promise<boolean>;
}

const PAUSES = [0, 5, 10, 30, 60, 300] as const;

export function RoomSettingsForm({ all, attempt }: RoomSettingsFormProps) {
  const { desk, rooms } = useFloor();
  const info = rooms.room.value.info;
  const changes = useSignal<RoomSettings>({});
  const saved = useSignal(false);
  const change = (some: RoomSettings) => {
    changes.value = { ...changes.value, ...some };
    saved.value = false;
  };
  if (info === undefined) return null;
  const now = { ...info, ...changes.value };

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await attempt(desk.change(changes.value)))) return;
    changes.value = {};
    saved.value = true;
  }

  return (
    <section aria-label="Settings">
      <h3>Settings</h3>
      <form onSubmit={(event) => void save(event)}>
        {all && (
          <Field label="Name">
            <input
              maxLength={80}
              dir="auto"
              value={now.name}
              onInput={({ currentTarget }) => change({ name: currentTarget.value })}
            />
          </Field>
        )}
        <Field label="Topic">
          <input
            maxLength={250}
            dir="auto"
            value={now.topic ?? ""}
            onInput={({ currentTarget }) => change({ topic: currentTarget.value })}
          />
        </Field>
        {all && (
          <>
            <Field label="Pause between a member's messages">
              <select
                value={String(now.slow ?? 0)}
                onChange={({ currentTarget }) => change({ slow: Number(currentTarget.value) })}
              >
                {[...new Set([...PAUSES, now.slow ?? 0])].map((seconds) => (
                  <option key={seconds} value={String(seconds)}>
                    {seconds === 0 ? "none" : `${seconds} s`}
                  </option>
                ))}
              </select>
            </Field>
            <Check
              label="Private: only members see it"
              on={now.visibility === "private"}
              onChange={(on) => change({ visibility: on ? "private" : "public" })}
            />
            <Check
              label="Only moderators write"
              on={now.readOnly === true}
              onChange={(readOnly) => change({ readOnly })}
            />
            <Check
              label="Archived: nobody writes any more"
              on={now.archived === true}
              onChange={(archived) => change({ archived })}
            />
          </>
        )}
        <p class="row">
          <button
            type="submit"
            class="quiet strong"
            disabled={Object.keys(changes.value).length === 0}
          >
            Save
          </button>
          <span class="hint" role="status">
            {saved.value ? "Saved." : ""}
          </span>
        </p>
      </form>
    </section>
  );
}
