/** A signal of one's own that also follows another one. `release` stops following. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(): void;
  release(): void;
}

/** An abort that can be triggered here and is triggered by `parent`. */
export function linkAbort(parent: AbortSignal): LinkedAbort {
  const controller = new AbortController();
  const follow = (): void => controller.abort();
  if (parent.aborted) controller.abort();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: follow,
    release: () => parent.removeEventListener('abort', follow),
  };
}

/** Resolves after `delayMs`, or at once when the signal is aborted. */
export function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener('abort', finish, { once: true });
  });
}
