import { Avatar } from "./Avatar.tsx";
import { useFloor } from "./context.ts";
import { openPerson } from "./ui.ts";

export function PeoplePanel() {
  const { rooms, session } = useFloor();
  const { count, people } = rooms.presence.value;
  const me = session.identity.value?.id;
  const shown = people.toSorted((a, b) => a.name.localeCompare(b.name));
  const rest = count - people.length;
  return (
    <section class="panel people" aria-label="People">
      <h2>
        People <span class="count">{count}</span>
      </h2>
      {count === 0 && <p class="hint">Nobody has given a name here yet.</p>}
      <ul aria-label="People here">
        {shown.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              aria-haspopup="menu"
              onClick={(event) => openPerson(event, { id, name })}
            >
              <Avatar id={id} name={name} />
              <bdi>{name}</bdi>
              {id === me && <span class="you">you</span>}
            </button>
          </li>
        ))}
        {rest > 0 && people.length > 0 && <li class="hint">and {rest} more</li>}
      </ul>
    </section>
  );
}
