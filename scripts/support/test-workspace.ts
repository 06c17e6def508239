import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { EXAMPLES, OUT_TEST } from './paths.ts';

/** Makes a new copy of `examples/` at a place that does not change, for editors that are started by hand or on the desktop. */
export async function freshTestWorkspace(): Promise<string> {
  const workspace = path.join(OUT_TEST, 'workspace');
  await rm(workspace, { recursive: true, force: true });
  await cp(EXAMPLES, workspace, { recursive: true });
  return workspace;
}
