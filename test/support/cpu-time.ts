/**
 * Milliseconds of processor time that this thread spent on `action`, the least of three runs: what else the machine is
 * doing must not decide whether a test of speed passes.
 */
export async function leastCpuMs(action: () => unknown): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const before = process.threadCpuUsage();
    await action();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
