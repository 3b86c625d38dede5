import { useFloor } from "./context.ts";

export function RoomsPanel() {
  const { rooms } = useFloor();
  const current = rooms.current.value;
  const list = rooms.list.value;
  return (
    <section class="panel rooms" aria-label="Rooms">
      <h2>Rooms</h2>
      <ul>
        {list.map(({ room, name }) => (
          <li key={room}>
            <button
              type="button"
              aria-current={room === current ? "true" : undefined}
              onClick={() => rooms.select(room)}
            >
              <bdi>{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
