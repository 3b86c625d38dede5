import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** Something to be taken along: chosen whole, and copied where the browser lets it be. */
export function CopyField({ label, value }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const copied = useSignal(false);
  useEffect(() => {
    copied.value = false;
  }, [value]);

  function copy(): void {
    field.current?.select();
    void navigator.clipboard?.writeText(value).then(() => (copied.value = true));
  }

  return (
    <div class="row">
      <input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" class="quiet" onClick={copy}>
        {copied.value ? "Copied" : "Copy"}
      </button>
    </div>
  );
}
