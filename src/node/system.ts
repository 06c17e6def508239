import { randomUUID } from 'node:crypto';
import type { Clock, IdSource } from '../core/ports.ts';

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** Random identifiers. */
export const randomIds: IdSource = { next: () => randomUUID() };
