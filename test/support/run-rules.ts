import type { PromptText, RunSettings } from '../../src/core/model.ts';
import type { RunEvent } from '../../src/core/pcv/events.ts';
import { optimizeWithRules } from '../../src/core/pcv/rules-engine/optimize-with-rules.ts';
import { defaultRunSettings } from '../../src/core/pcv/run-settings.ts';
import type { Clock } from '../../src/core/ports.ts';
import type { RunReport } from '../../src/core/report/run-report.ts';
import { loadTestCounter } from './token-counter.ts';

/** A clock that stands still, so that reports are the same in every run. */
export const stoppedClock: Clock = { now: () => 0, monotonicMs: () => 0 };

interface RunOptions {
  readonly settings?: Partial<RunSettings>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly interpolations?: PromptText['interpolations'];
}

/** Runs the rules engine on a text and yields its events. */
export async function* runRules(text: string, options: RunOptions = {}): AsyncGenerator<RunEvent> {
  yield* optimizeWithRules({
    run: 'test-run',
    prompt: { text, interpolations: options.interpolations ?? [] },
    location: { file: 'prompt.txt', line: 1, name: null, form: 'file' },
    settings: { ...defaultRunSettings, ...options.settings },
    counter: loadTestCounter('o200k_base'),
    clock: options.clock ?? stoppedClock,
    reencode: null,
    signal: options.signal ?? new AbortController().signal,
  });
}

/** The report of a whole run. */
export async function reportOf(text: string, options: RunOptions = {}): Promise<RunReport> {
  for await (const event of runRules(text, options)) if (event.type === 'run-end') return event.report;
  throw new Error('The run ended without a report.');
}
