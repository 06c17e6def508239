import { createEngine, type Engine } from '../core/engine.ts';
import { randomIds, systemClock } from '../node/system.ts';
import { cliResources } from './resources.ts';

/** The core on this machine. */
export function createCliEngine(): Engine {
  return createEngine({ resources: cliResources(), clock: systemClock, ids: randomIds });
}
