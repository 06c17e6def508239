import type { PanelState } from '../../../src/protocol.ts';
import { forecast, judged, readOnly, tokenView } from './judged.ts';
import { analysis, keptOriginal, progress, regressed, result, subject, usage } from './snapshots.ts';

/** Every state of the panel by a name, for tests that look at all of them. */
export const states = {
  empty: { subject: null, phase: { name: 'empty' } },
  running: { subject, phase: { name: 'running', progress, elapsedMs: 1840, isCancelling: false } },
  'running-models': {
    subject,
    phase: {
      name: 'running',
      progress: {
        ...progress,
        forecast,
        usage: { ...usage, calls: 31, inputTokens: 9800, outputTokens: 2400, costUsd: 0.011 },
      },
      elapsedMs: 4200,
      isCancelling: false,
    },
  },
  result: { subject, phase: result({ tokenView: tokenView() }) },
  judged: { subject, phase: judged() },
  'without-cases': { subject, phase: readOnly('placeholders') },
  inconclusive: {
    subject,
    phase: judged({ current: { ...judged().current, verdict: 'inconclusive' } }),
  },
  applied: {
    subject,
    phase: result({
      action: {
        status: 'applied',
        sentence: 'Applied. Both versions are in the history.',
        canApply: false,
        reason: null,
        canUndo: true,
      },
    }),
  },
  stale: {
    subject,
    phase: result({
      action: {
        status: 'stale',
        sentence: 'The prompt was changed after this run started. Run again on its present text.',
        canApply: false,
        reason: null,
        canUndo: false,
      },
    }),
  },
  regressed: { subject, phase: regressed() },
  kept: { subject, phase: keptOriginal() },
  'no-headroom': { subject, phase: keptOriginal('no-headroom') },
  analysis: { subject, phase: analysis },
  failed: {
    subject,
    phase: {
      name: 'failed',
      message: 'The prompt at line 12 could not be read.',
      nextStep: 'Close the string literal, then run again.',
      actions: ['run-again', 'reveal', 'show-log'],
    },
  },
} as const satisfies Record<string, PanelState>;
