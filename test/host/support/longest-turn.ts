/**
 * Processor time, in ms, of the longest turn of this thread's event loop while `action` is under way: what others had to
 * wait for. Time in which the machine did something else does not count.
 */
export async function longestTurnMs(action: () => Promise<void>): Promise<number> {
  let longest = 0;
  let isOver = false;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  try {
    await action();
  } finally {
    isOver = true;
  }
  return longest;
}
