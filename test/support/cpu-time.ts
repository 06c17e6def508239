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

/** Processor time of `fixedWork` on the machine that the limits were set on, at its usual speed. */
const usualMs = 15;

/**
 * How many times slower this thread runs now than on the machine that the limits were set on; at least 1. A shared
 * machine changes its speed by a factor of two from minute to minute, and a limit must not depend on the minute.
 */
export function slowness(): number {
  let least = Infinity;
  for (let run = 0; run < 5; run += 1) {
    const before = process.threadCpuUsage();
    fixedWork();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return Math.max(1, least / usualMs);
}

/** Always the same scan of a text: matching, slicing and counting, as the code under test does. */
function fixedWork(): number {
  const text = '{a}'.repeat(80_000);
  const counts = new Map<string, number>();
  for (const { index } of text.matchAll(/[{a}]/g)) {
    const key = text.slice(index, index + 3);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts.size;
}
