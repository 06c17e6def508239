import { fileURLToPath } from 'node:url';
import type { ResourceLoader } from '../core/ports.ts';
import { createFileResources } from '../node/file-resources.ts';

/** Token tables and grammars, which lie beside the bundle. */
export function cliResources(): ResourceLoader {
  return createFileResources(fileURLToPath(new URL('.', import.meta.url)));
}
