import type { Turns } from '../core/turns.ts';

/** A turn of the extension host that is shorter than a frame of the window. */
const SLICE_MS = 12;

/** Turns of the extension host: each is over once a slice of `sliceMs` is used up. */
export function createTurns(sliceMs = SLICE_MS): Turns {
  let startedAt = performance.now();
  return {
    isOver: () => performance.now() - startedAt >= sliceMs,
    next: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      startedAt = performance.now();
    },
  };
}

/** To be awaited after each step of a long work: hands the turn back to the extension host once it is over. */
export function createPacer(sliceMs = SLICE_MS): () => Promise<void> {
  const turns = createTurns(sliceMs);
  return () => (turns.isOver() ? turns.next() : Promise.resolve());
}
