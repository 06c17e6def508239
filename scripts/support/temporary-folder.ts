import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from './at-end.ts';

/** A new folder that is removed by `remove`, or when the script ends. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a new folder whose name begins with `prefix`, by default among the temporary files of the system. */
export async function makeTemporaryFolder(
  prefix: string,
  parent: string = tmpdir(),
): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(parent, prefix));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = atEnd(removeFolder);
  const remove = async (): Promise<void> => {
    forget();
    await removeFolder();
  };
  return { path: folder, remove };
}
