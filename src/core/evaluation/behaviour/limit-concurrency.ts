/** Runs tasks, at most so many at a time, in the order in which they came. */
export type ConcurrencyLimit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** A limit of its own; tasks that fail free their place too. */
export function limitConcurrency(most: number): ConcurrencyLimit {
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (running < most) running += 1;
    // The place of a task that ends is handed to the next one: it never becomes free in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (task) => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
