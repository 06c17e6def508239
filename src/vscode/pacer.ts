/** A turn of the extension host that is shorter than a frame of the window. */
const SLICE_MS = 12;

/**
 * Lets the extension host answer others in between: to be awaited after each step of a long work, it hands the turn
 * back once a slice of `sliceMs` is used up.
 */
export function createPacer(sliceMs = SLICE_MS): () => Promise<void> {
  let startedAt = performance.now();
  return async () => {
    if (performance.now() - startedAt < sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  };
}
