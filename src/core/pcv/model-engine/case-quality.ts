import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import type { Baseline } from '../../evaluation/behaviour/baseline.ts';
import type { Quality, Tier } from '../../model.ts';
import type { MeasuredText } from '../modules.ts';

interface CaseQualityInput {
  readonly cases: readonly EvaluationCase[];
  readonly baseline: Baseline | null;
  /** Of a text by the rubric: its dimensions stay what they are. */
  readonly rubric: MeasuredText;
  /** Over the original, in points. */
  readonly gain: number;
  /** Of that gain; null where it is not known. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** Quality of the original where outputs are only compared with its own: neither won nor lost. */
const parity = 50;

/** A quality as the search cases show it. Where outputs are only compared it is the share of wins, a tie being half. */
export function qualityOnCases({ cases, baseline, rubric, gain, interval }: CaseQualityInput): Quality {
  const { quality = null, possibleGain = null } = baseline ?? {};
  // Without a possible gain some cases have no score of their own.
  const isScored = quality !== null && possibleGain !== null;
  const valueAt = (points: number): number =>
    Math.min(100, Math.max(0, isScored ? quality + points : parity + points / 2));
  const { dimensions } = rubric.critique.quality;
  const range = interval === null ? {} : { interval: [valueAt(interval[0]), valueAt(interval[1])] as const };
  return { value: valueAt(gain), ...range, tier: tierOfCases(cases), dimensions };
}

/** E3 where assertions alone decide, E2 where a judge has a say. */
export function tierOfCases(cases: readonly EvaluationCase[]): Extract<Tier, 'E2' | 'E3'> {
  return cases.every(isDeterministic) ? 'E3' : 'E2';
}

function isDeterministic({ assertions }: EvaluationCase): boolean {
  return (
    assertions.length > 0 &&
    assertions.every((assertion) =>
      assertion.type === 'assert-set'
        ? assertion.assertions.every(({ type }) => type !== 'llm-rubric')
        : assertion.type !== 'llm-rubric',
    )
  );
}
