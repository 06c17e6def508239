/** Leaves the slot to the next one who waits. */
export type Release = () => void;

/** Lets so many runs go on at a time; the others wait in the order in which they came. */
export interface RunSlots {
  /** Resolves when it is one's turn, to null when it was given up meanwhile. */
  take(signal: AbortSignal): Promise<Release | null>;
}

/** `limit` is asked anew whenever a slot could be given: a changed setting holds at once. */
export function createRunSlots(limit: () => number): RunSlots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const admit = (): void => {
    while (taken < limit()) {
      const next = waiting.shift();
      if (next === undefined) return;
      taken += 1;
      next();
    }
  };
  const createRelease = (): Release => {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      taken -= 1;
      admit();
    };
  };
  return {
    take: (signal) =>
      new Promise((resolve) => {
        const start = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(createRelease());
        };
        const giveUp = (): void => {
          const place = waiting.indexOf(start);
          if (place >= 0) waiting.splice(place, 1);
          resolve(null);
        };
        if (signal.aborted) {
          resolve(null);
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(start);
        admit();
      }),
  };
}
