import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';

interface Replacement {
  /** The file as messages name it. */
  readonly file: string;
  readonly absolutePath: string;
  /** What the file must still hold. */
  readonly before: string;
  readonly after: string;
  readonly signal: AbortSignal;
}

/**
 * Replaces the text of a file in one step, so that a crash leaves the old text or the new one. Links are followed,
 * owner and mode stay.
 * @throws PromptOpsError `document-changed` when the file holds another text by now, `file-unreadable` when it cannot
 * be written; the file is untouched then.
 */
export async function replaceFile(replacement: Replacement): Promise<void> {
  const target = await realpath(replacement.absolutePath);
  const information = await stat(target);
  // Root may write what its owner has locked; it should not.
  if (!information.isFile() || (information.mode & 0o222) === 0) throw notWritable(replacement.file, null);
  try {
    if (information.nlink > 1) await writeInPlace(target, replacement);
    else await writeBeside(target, information, replacement);
  } catch (cause) {
    if (cause instanceof PromptOpsError || replacement.signal.aborted) throw cause;
    throw notWritable(replacement.file, cause);
  }
}

/** A new file under another name would leave the file's other hard links with the old text. */
async function writeInPlace(target: string, replacement: Replacement): Promise<void> {
  await checkUnchanged(target, replacement);
  await writeFile(target, replacement.after, 'utf8');
}

async function writeBeside(target: string, information: Stats, replacement: Replacement): Promise<void> {
  const beside = path.join(path.dirname(target), `.promptops-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeLike(beside, replacement.after, information);
    await checkUnchanged(target, replacement);
    await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeLike(file: string, text: string, { mode, uid, gid }: Stats): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text, 'utf8');
    const created = await handle.stat();
    if (created.uid !== uid || created.gid !== gid) await handle.chown(uid, gid);
    // Neither the umask nor `chown` may take a bit away.
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function checkUnchanged(target: string, { file, before, signal }: Replacement): Promise<void> {
  const current = await readFile(target);
  signal.throwIfAborted();
  if (current.equals(Buffer.from(before, 'utf8'))) return;
  throw new PromptOpsError({
    reason: 'document-changed',
    message: `${file} was changed during the run; it is untouched.`,
    nextStep: 'Run the command again.',
  });
}

function notWritable(file: string, cause: unknown): PromptOpsError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: `${file} cannot be written${code}; it is untouched.`,
    nextStep: 'Check its permissions.',
    cause,
  });
}
