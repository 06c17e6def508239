import { link, readFile, rm, writeFile } from 'node:fs/promises';

const POLL_MS = 250;

/**
 * Runs `work` while this process alone holds the lock file, waiting for another holder to finish.
 * A lock whose process is gone is taken over; two that take over at the same moment may both run, so the work
 * must end in something atomic. `onWait` is called once when there is something to wait for.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  let waited = false;
  while (!(await tryLock(file))) {
    if (!(await isHolderAlive(file))) {
      await rm(file, { force: true });
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  // Linking a finished file makes the lock appear together with the number of its holder.
  const own = `${file}.${String(process.pid)}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function isHolderAlive(file: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
