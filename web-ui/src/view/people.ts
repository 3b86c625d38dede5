/** How a person looks: the same everywhere, found from the id alone. */

/** A hue from 0 to 345, in steps that eyes can tell apart. */
export function hueOf(id: string): number {
  let hash = 7;
  for (const character of id) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 24) * 15;
}

/** Whether somebody is a webhook, whom nobody can write to, mute or name. */
export function isHook(id: string): boolean {
  return id.startsWith("hook:");
}

/** One or two letters for a small square. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/u)
    .filter((word) => word !== "");
  const [first = "?", second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join("").toUpperCase();
}
