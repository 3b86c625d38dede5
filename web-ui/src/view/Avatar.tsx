import { hueOf, initialsOf } from "./people.ts";
import { openPerson } from "./ui.ts";

export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <span class="avatar" style={{ "--hue": String(hueOf(id)) }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

export function Name({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <bdi class="name" style={{ "--hue": String(hueOf(id)) }}>
      {name}
    </bdi>
  );
}

interface NameButtonProps {
  readonly id: string;
  readonly name: string;
  /** Whether it is left out of the order of tabbing. */
  readonly quiet?: boolean;
}

/** A name that opens what can be done with the person. */
export function NameButton({ id, name, quiet }: NameButtonProps) {
  return (
    <button
      type="button"
      class="name-button"
      aria-haspopup="menu"
      tabIndex={quiet === true ? -1 : undefined}
      onClick={(event) => openPerson(event, { id, name })}
    >
      <Name id={id} name={name} />
    </button>
  );
}
