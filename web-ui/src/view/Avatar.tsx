import { hueOf, initialsOf } from "./people.ts";

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
