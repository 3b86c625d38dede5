import type { Person, PresenceEvent } from "../wire/messages.ts";

/** Who is in a room. In a crowd `people` is a part of the `count`. */
export interface Presence {
  readonly count: number;
  readonly people: readonly Person[];
  readonly typing: readonly Typist[];
}

export interface Typist {
  readonly person: Person;
  /** When to stop believing it, epoch ms: the word that they stopped may be lost. */
  readonly until: number;
}

export const NOBODY: Presence = { count: 0, people: [], typing: [] };

const TYPING_MS = 6_000;

export function reducePresence(presence: Presence, event: PresenceEvent, now: number): Presence {
  switch (event.type) {
    case "presence.changed": {
      const gone = new Set([...(event.left ?? []), ...(event.joined ?? []).map(({ id }) => id)]);
      const stayed = presence.people.filter(({ id }) => !gone.has(id));
      const left = new Set(event.left ?? []);
      return {
        count: event.count,
        people: [...stayed, ...(event.joined ?? [])],
        typing: presence.typing.filter(({ person }) => !left.has(person.id)),
      };
    }
    case "typing": {
      const others = presence.typing.filter(({ person }) => person.id !== event.from.id);
      const typist: Typist = { person: event.from, until: now + TYPING_MS };
      return { ...presence, typing: event.on ? [...others, typist] : others };
    }
    default:
      return event satisfies never;
  }
}

/** Forgets those whose last sign is too old. */
export function withoutIdle(presence: Presence, now: number): Presence {
  const typing = presence.typing.filter(({ until }) => until > now);
  return typing.length === presence.typing.length ? presence : { ...presence, typing };
}

/** Nobody is typing whose message just came. */
export function withoutTypist(presence: Presence, id: string): Presence {
  const typing = presence.typing.filter(({ person }) => person.id !== id);
  return typing.length === presence.typing.length ? presence : { ...presence, typing };
}

/** For the line under the messages; empty if nobody is. */
export function typingLine(names: readonly string[]): string {
  const [first, second, ...rest] = names;
  if (first === undefined) return "";
  if (second === undefined) return `${first} is typing…`;
  if (rest.length === 0) return `${first} and ${second} are typing…`;
  return `${first}, ${second} and ${rest.length} more are typing…`;
}
