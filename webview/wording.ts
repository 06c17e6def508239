import type { Operator, StopReason } from '../src/core/model.ts';
import { describeStopReason } from '../src/core/pcv/stop.ts';
import type { Current, PhaseOf } from '../src/protocol.ts';
import { casesOf, powerSentence, proofSentence } from './evidence.ts';
import { quotedText } from './rich-text.ts';
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
      reason: broken.map(({ detail }) => localise(quotedText(detail))).join(' '),
    };
  }
  switch (current.verdict) {
    case 'improved':
    case 'equivalent-and-cheaper':
      return { advice: 'apply', sentence: gainSentence(result), reason: proofSentence(result) };
    case 'inconclusive':
      return {
        advice: 'keep',
        sentence: t('No proven gain: keep the original'),
        reason: joinSentences(
          t('Neither the quality nor the length is better enough to be sure.'),
          proofSentence(result),
          powerSentence(result),
        ),
      };
    case 'regressed':
      return {
        advice: 'keep',
        sentence: t('Worse than the original: keep the original'),
        reason: t('The quality falls by {0} points. {1}', lostPoints(current), proofSentence(result)),
      };
  }
}

function keepHeadline({ report, current, selection }: Result): Headline {
  if (report.stopReason === 'no-headroom') {
    return {
      advice: 'keep',
      sentence:
        report.engine === 'rules'
          ? t('Keep the original: no rule knows how to improve it')
          : t('Keep the original: there is no gain to show'),
      reason: localise(quotedText(report.evidence?.sentences[0] ?? describeStopReason(report.stopReason))),
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

function joinSentences(...sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

function gainSentence(result: Result): string {
  const { current } = result;
  const isBetter = current.verdict === 'improved';
  const { compression } = current.metrics;
  const isRulesOnly = current.quality.tier === 'E0';
  const sentence = isBetter ? betterSentence(compression) : cheaperSentence(compression, isRulesOnly);
  return withEvidence(sentence, result);
}

/** The words and the tier of what the sentence rests on. */
function withEvidence(sentence: string, result: Result): string {
  const cases = casesOf(result);
  if (cases !== null) {
    const count = plural(cases.cases, '{0} case', '{0} cases');
    return cases.tier === 'E3'
      ? t('{0}, measured on {1} (E3)', sentence, count)
      : t('{0}, judged by the outputs for {1} (E2)', sentence, count);
  }
  switch (result.current.quality.tier) {
    case 'E0':
      return t('{0}; quality judged by rules only', sentence);
    case 'E1':
      return t('{0}; quality judged by a model that read both prompts', sentence);
    case 'E2':
    case 'E3':
      return sentence;
  }
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
