import { execFile } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../scripts/support/paths.ts';

/** What people call as `promptops`. */
export const cliFile = path.join(ROOT, 'dist', 'cli.js');

let building: Promise<void> | null = null;

/** Builds everything under dist/ unless the command line there is newer than all sources it is made of. */
export function buildCli(): Promise<void> {
  building ??= isFresh() ? Promise.resolve() : build();
  return building;
}

function isFresh(): boolean {
  const builtAt = statSync(cliFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync('src/{cli,core,node,providers}/**/*.ts', { cwd: ROOT });
  return sources.every((file) => statSync(path.join(ROOT, file)).mtimeMs < builtAt);
}

async function build(): Promise<void> {
  await promisify(execFile)(process.execPath, ['esbuild.js', '--production'], { cwd: ROOT });
}
