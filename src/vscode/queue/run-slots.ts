import { createWaitingLine } from '../../core/waiting-line.ts';

/** Leaves the slot to the next one who waits. */
export type Release = () => void;

/** Lets so many runs go on at a time; the others wait in the order in which they came. */
export interface RunSlots {
  /** Resolves when it is one's turn, to null when it was given up meanwhile. */
  take(signal: AbortSignal): Promise<Release | null>;
  /** To be called when there may be more slots than before. */
  refresh(): void;
}

/** `limit` is asked anew whenever a slot could be given. */
export function createRunSlots(limit: () => number): RunSlots {
  const line = createWaitingLine<Release>();
  let taken = 0;
  const createRelease = (): Release => {
    let isReleased = false;
    taken += 1;
    return () => {
      if (isReleased) return;
      isReleased = true;
      taken -= 1;
      admit();
    };
  };
  const admit = (): void => {
    for (let isAdmitted = true; isAdmitted && taken < limit();) isAdmitted = line.admitFirst(createRelease);
  };
  return {
    take: (signal) => {
      const turn = line.join(signal);
      admit();
      return turn;
    },
    refresh: admit,
  };
}
