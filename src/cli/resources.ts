import { fileURLToPath } from 'node:url';
import type { ResourceLoader } from '../core/ports.ts';
import { createFileResources } from '../node/file-resources.ts';

/** Where the bundle lies, and beside it what it loads when it is needed. */
export const cliFolder = fileURLToPath(new URL('.', import.meta.url));

/** Token tables and grammars, which lie beside the bundle. */
export function cliResources(): ResourceLoader {
  return createFileResources(cliFolder);
}
