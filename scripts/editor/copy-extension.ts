import { cp } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { ROOT } from '../support/paths.ts';

/** The files of the checkout that a package of the extension holds, by the list that packaging itself goes by. */
export async function packagedFiles(): Promise<string[]> {
  return listFiles({ cwd: ROOT, packageManager: PackageManager.None });
}

/** Copies what would be packaged into a folder below `parent`, in which an editor takes it up; returns that folder. */
export async function copyExtension(parent: string): Promise<string> {
  const folder = path.join(parent, 'promptops');
  for (const file of await packagedFiles()) await cp(path.join(ROOT, file), path.join(folder, file));
  return folder;
}
