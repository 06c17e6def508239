import type { DemandFeatures } from './prompt-features.ts';
import { ramp } from './numbers.ts';

/**
 * How much guidance a task needs, each in [0, 1]. A short, closed task ("Translate {text} to French.") needs almost
 * none; an open one needs specification; a long one with many instructions and inputs needs order.
 */
export interface TaskDemand {
  /** Need of limits, context and an agreed form of the answer. */
  readonly specification: number;
  /** Need of sections, lists and marked inputs. */
  readonly organisation: number;
}

/**
 * Reads the demand from what is asked, never from how well it is asked. It grows with the number of different
 * instructions, inputs and words, each with diminishing effect, and with an open task.
 */
export function taskDemand(features: DemandFeatures): TaskDemand {
  const { directives, inputs, words, hasOpenTask } = features;
  const load = Math.max(0, directives - 1) / 8 + Math.max(0, inputs - 1) / 6;
  return {
    specification: saturate((hasOpenTask ? openTaskLoad : 0) + load + ramp(words, 25, 425)),
    organisation: saturate(load + ramp(words, 40, 440) * 2),
  };
}

/** An open task alone brings the need of specification to about 0.8. */
const openTaskLoad = 1.6;

function saturate(load: number): number {
  return 1 - Math.exp(-load);
}
