/** True for the error with which an aborted operation ends, whichever host or library threw it. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Lets pending events of the host (a cancel click, a keystroke) run before long synchronous work goes on. */
export function yieldToHost(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
