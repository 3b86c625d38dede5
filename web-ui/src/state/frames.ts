import { batch } from "@preact/signals";

/** Gathers what arrives, so that a thousand events a second cost one update a frame. */
export interface Frames {
  /** Makes a queue whose gathered items are handed to `take` once a frame, oldest first. */
  queue<T>(take: (items: readonly T[]) => void): Queue<T>;
}

export interface Queue<T> {
  readonly push: (item: T) => void;
  /** Drops what is gathered and all that comes after it. */
  readonly close: () => void;
}

/** @param next asks for one call at the next frame, or soon where nothing is drawn */
export function frames(next: (flush: () => void) => void): Frames {
  let due: Array<() => void> = [];

  function flush(): void {
    const work = due;
    due = [];
    batch(() => work.forEach((run) => run()));
  }

  return {
    queue<T>(take: (items: readonly T[]) => void): Queue<T> {
      let items: T[] = [];
      let open = true;
      const hand = () => {
        const gathered = items;
        items = [];
        if (open) take(gathered);
      };
      return {
        push(item) {
          if (!open || items.push(item) > 1) return;
          if (due.length === 0) next(flush);
          due.push(hand);
        },
        close: () => (open = false),
      };
    },
  };
}

const HIDDEN_MS = 250;

/** Animation frames stand still in a hidden tab, the floor doesn't. */
export function nextFrame(flush: () => void): void {
  if (document.visibilityState === "hidden") setTimeout(flush, HIDDEN_MS);
  else requestAnimationFrame(flush);
}
