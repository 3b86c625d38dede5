import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Floor } from "../state/floor.ts";

const FloorContext = createContext<Floor | undefined>(undefined);

export const FloorProvider = FloorContext.Provider;

export function useFloor(): Floor {
  const floor = useContext(FloorContext);
  if (floor === undefined) throw new Error("a view outside of the floor");
  return floor;
}
