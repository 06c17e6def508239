import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '../core/engine.ts';
import { createFileResources } from '../node/file-resources.ts';
import { randomIds, systemClock } from '../node/system.ts';

/** The core on this machine; token tables and grammars lie beside the bundle. */
export function createCliEngine(): Engine {
  return createEngine({
    resources: createFileResources(fileURLToPath(new URL('.', import.meta.url))),
    clock: systemClock,
    ids: randomIds,
  });
}
