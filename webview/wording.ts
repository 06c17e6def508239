import type { Operator, StopReason, Tier } from '../src/core/model.ts';
import { describeStopReason } from '../src/core/pcv/stop.ts';
import type { Current, PhaseOf } from '../src/protocol.ts';
import { formatPercent, formatSigned } from './format.ts';
import { key, localise, plural, t } from './text.ts';

type Result = PhaseOf<'result'>;

/** What the panel advises, which decides the button that leads. */
export type Advice = 'apply' | 'keep';

export interface Headline {
  readonly advice: Advice;
  readonly sentence: string;
  /** What the sentence rests on, or why nothing is offered. */
  readonly reason: string;
}

/** The answer to "should I take this rewrite?" in one sentence, with the tier of its evidence. */
export function headlineOf(result: Result): Headline {
  const { report, current } = result;
  if (current.text === report.original.text) return keepHeadline(result);
  const broken = current.checks.filter(({ status }) => status === 'failed');
  if (broken.length > 0) {
    return {
      advice: 'keep',
      sentence: t('These changes break the contract: keep the original'),
      reason: broken.map(({ detail }) => localise(detail)).join(' '),
    };
  }
  switch (current.verdict) {
    case 'improved':
    case 'equivalent-and-cheaper':
      return { advice: 'apply', sentence: gainSentence(current), reason: tierSentence(current.quality.tier) };
    case 'inconclusive':
      return {
        advice: 'keep',
        sentence: t('No proven gain: keep the original'),
        reason: t(
          'Neither the quality nor the length is better enough to be sure. {0}',
          tierSentence(current.quality.tier),
        ),
      };
    case 'regressed':
      return {
        advice: 'keep',
        sentence: t('Worse than the original: keep the original'),
        reason: t(
          'The quality falls by {0} points. {1}',
          lostPoints(current),
          tierSentence(current.quality.tier),
        ),
      };
  }
}

function keepHeadline({ report, current, selection }: Result): Headline {
  if (report.stopReason === 'no-headroom') {
    return {
      advice: 'keep',
      sentence: t('Keep the original: no rule knows how to improve it'),
      reason: stopSentence(report.stopReason),
    };
  }
  const hasRejectedAll = current.explanations.length > 0 && selection.rejectedHunks.length > 0;
  if (hasRejectedAll) {
    return {
      advice: 'keep',
      sentence: t('Nothing is taken: this is the original'),
      reason: t('Take a change below to see what it brings.'),
    };
  }
  if (report.changed) {
    return {
      advice: 'keep',
      sentence: t('At this λ the original is the best choice'),
      reason: t('Lower λ or pick a rewrite below to see what it brings.'),
    };
  }
  return {
    advice: 'keep',
    sentence: t('Keep the original: no better rewrite was found'),
    reason: t('{0} {1}', roundsSentence(report.iterations), stopSentence(report.stopReason)),
  };
}

function roundsSentence(rounds: number): string {
  return plural(rounds, '{0} round was tried.', '{0} rounds were tried.');
}

function gainSentence(current: Current): string {
  const isBetter = current.verdict === 'improved';
  const { compression } = current.metrics;
  const isRulesOnly = current.quality.tier === 'E0';
  const sentence = isBetter ? betterSentence(compression) : cheaperSentence(compression, isRulesOnly);
  return isRulesOnly ? t('{0}; quality judged by rules only', sentence) : sentence;
}

function betterSentence(compression: number): string {
  if (compression === 0) return t('Improved at the same length');
  if (compression < 0) return t('Improved, {0} longer', percentOf(-compression));
  return t('Improved and {0} shorter', percentOf(compression));
}

/** Without a run of the prompt nothing shows that two texts are equivalent: at E0 the length speaks alone. */
function cheaperSentence(compression: number, isRulesOnly: boolean): string {
  return isRulesOnly
    ? t('{0} shorter', percentOf(compression))
    : t('Equivalent and {0} cheaper', percentOf(compression));
}

function percentOf(share: number): string {
  return share < 1 ? t('less than {0}', formatPercent(1)) : formatPercent(share);
}

function lostPoints(current: Current): string {
  return formatSigned(Math.abs(current.metrics.qualityGain.value ?? 0)).replace('+', '');
}

/** What a tier of evidence means, as a sentence. */
export function tierSentence(tier: Tier): string {
  return t(tierSentences[tier]);
}

const tierSentences: Readonly<Record<Tier, string>> = {
  E0: key('The quality comes from the static rubric alone; no model has run the prompt (E0).'),
  E1: key('The quality comes from a model that read both prompts; none has run them (E1).'),
  E2: key('The quality comes from a model that read outputs of both prompts (E2).'),
  E3: key('The quality is measured by assertions on outputs of both prompts (E3).'),
};

/** A tier in two or three words, for the mark beside a number. */
export function tierLabel(tier: Tier): string {
  return t(tierLabels[tier]);
}

const tierLabels: Readonly<Record<Tier, string>> = {
  E0: key('E0 · rules'),
  E1: key('E1 · prompts read'),
  E2: key('E2 · outputs read'),
  E3: key('E3 · assertions'),
};

/** A member of the front or a candidate by what made it. */
export function operatorLabel(operator: Operator | 'original'): string {
  return t(operatorLabels[operator]);
}

const operatorLabels: Readonly<Record<Operator | 'original', string>> = {
  original: key('Original'),
  diverge: key('Diverge'),
  stabilise: key('Stabilise'),
  patch: key('Patch'),
  merge: key('Merge'),
};

/** Why a run ended, as a sentence. */
export function stopSentence(reason: StopReason): string {
  return localise(describeStopReason(reason));
}
