import { clopperPearson } from '../binomial.ts';
import { boundedMeanPValue } from '../bounded-mean.ts';
import { decideVerdict } from '../../metrics/verdict.ts';
import type { Tier, Verdict } from '../../model.ts';
import { meanOf } from '../paired-t.ts';
import { caseDifferences, gainOverCases, holm, noiseFloor } from '../statistics.ts';
import type { CaseGain } from '../statistics.ts';
import { isTooMuchMissing } from './behaviour-settings.ts';
import type { BehaviourSettings } from './behaviour-settings.ts';
import type { CaseKey, EvaluatedPrompt } from './case-run.ts';
import { holdsAtEqualLength } from './length-control.ts';
import { knownValues, measureCases, pairCases } from './measure-cases.ts';
import type { CaseScores, CaseSelection } from './measure-cases.ts';
import type { ComparedOutputs, ScoreLedger } from './score-ledger.ts';

/** What the kept cases say of a candidate against the original. `gain` is the Quality Gain of METRICS.md. */
export interface Confirmation {
  readonly promptId: string;
  readonly verdict: Verdict;
  /** Why there is no better verdict than the numbers suggest; null when they speak for themselves. */
  readonly caveat: ConfirmationCaveat | null;
  readonly gain: CaseGain;
  /** Mean scores of both prompts in points, of which `gain` is the difference; null where outputs are only compared. */
  readonly quality: { readonly before: number; readonly after: number } | null;
  /** p after Holm's correction over the candidates that were confirmed together. */
  readonly adjustedPValue: number | null;
  readonly tier: Extract<Tier, 'E2' | 'E3'>;
  readonly noiseFloor: number | null;
  readonly missingCases: number;
  /** Cases with a lower score than before, and the most of all cases that may be such ones (95 %, one-sided). */
  readonly worsened: { readonly cases: number; readonly mostShare: number };
  /** T_r of both prompts; null where a prompt's rendered length is unknown. */
  readonly renderedTokens: { readonly before: number; readonly after: number } | null;
  /** Outputs that a judge has compared with the original's. */
  readonly comparedOutputs: number;
  /** Share of the comparisons in which both orders agreed; null when nothing was compared in both. */
  readonly positionConsistency: number | null;
}

/**
 * `few-cases`: fewer than six; `missing`: too many calls failed; `length`: the judge may just like longer answers;
 * `unseen-loss`: the gain is so small for so few cases that one more case, lost entirely, would undo it.
 */
export type ConfirmationCaveat = 'few-cases' | 'missing' | 'length' | 'unseen-loss';

export interface ConfirmInput<Case extends CaseKey> extends CaseSelection<Case> {
  readonly ledger: ScoreLedger<Case>;
  readonly original: EvaluatedPrompt;
  readonly candidates: readonly EvaluatedPrompt[];
  readonly settings: Pick<BehaviourSettings, 'alpha' | 'margin' | 'seed'>;
  /** p-values of what was confirmed on these cases before: each look is a chance for noise. */
  readonly earlier: readonly ConfirmedPValues[];
}

/** Before Holm's correction. */
export interface ConfirmedPValues {
  readonly gain: number;
  /** p of "worse by the margin or more", for scores of any distribution. */
  readonly loss: number;
}

/** What was confirmed, in the order given, and the p-values that later looks have to reckon with. */
interface Confirmed {
  readonly confirmations: readonly Confirmation[];
  readonly pValues: readonly ConfirmedPValues[];
}

/**
 * Measures candidates and original on the kept cases and decides. Holm's correction covers everything that was confirmed
 * so far; since only one side of α lets a candidate pass, k looks one after another err with at most α/2 · (1 + … + 1/k).
 */
export async function confirm<Case extends CaseKey>(
  input: ConfirmInput<Case>,
  signal: AbortSignal,
): Promise<Confirmed> {
  const { original, candidates, earlier, settings } = input;
  const [before, ...after] = await Promise.all(
    [original, ...candidates].map((prompt) => measureCases(input.ledger, { ...input, prompt }, signal)),
  );
  const readings = after.map((scores) => readPair(input, before ?? [], scores));
  const pValues = [...earlier, ...readings.map(({ pValues: ownPValues }) => ownPValues)];
  const gains = holm(pValues.map(({ gain }) => gain)).slice(earlier.length);
  const losses = holm(pValues.map(({ loss }) => loss)).slice(earlier.length);
  const confirmations = readings.map((reading, index) =>
    conclude({
      promptId: candidates[index]?.id ?? '',
      reading,
      adjusted: { gain: gains[index] ?? 1, loss: losses[index] ?? 1 },
      settings,
    }),
  );
  return { confirmations, pValues };
}

/** The numbers of a confirmation, and what else its verdict depends on. */
interface Reading {
  readonly numbers: Omit<Confirmation, 'promptId' | 'verdict' | 'caveat' | 'adjustedPValue'>;
  readonly pValues: ConfirmedPValues;
  readonly hasTooMuchMissing: boolean;
  /** Points that one more case would cost on which all is lost that the original has. */
  readonly unseenLoss: number;
  /** False when the judge's wins go with the length of the answers. */
  readonly holdsAtEqualLength: boolean;
}

function readPair<Case extends CaseKey>(
  { cases, settings }: ConfirmInput<Case>,
  before: readonly CaseScores[],
  after: readonly CaseScores[],
): Reading {
  const pairs = pairCases(cases, before, after);
  const gain = gainOverCases(pairs, settings);
  const differences = caseDifferences(pairs);
  const missingCases = cases.length - gain.cases;
  const compared = comparedScores(after);
  return {
    numbers: {
      gain,
      quality: meanScores(before, after),
      missingCases,
      tier: [...before, ...after].flat().some(({ tier }) => tier === 'E2') ? 'E2' : 'E3',
      noiseFloor: noiseFloor([...before, ...after].map(knownValues)),
      worsened: worsenedCases(differences),
      renderedTokens: renderedTokens(before, after),
      comparedOutputs: compared.length,
      positionConsistency: positionConsistency(compared),
    },
    pValues: {
      gain: gain.pValue ?? 1,
      loss: boundedMeanPValue(differences, -settings.margin / 100),
    },
    unseenLoss: (100 * mostToLose(before)) / Math.max(1, gain.cases),
    hasTooMuchMissing: isTooMuchMissing(missingCases, cases.length),
    holdsAtEqualLength: compared.length === 0 || holdsAtEqualLength(compared, settings.alpha),
  };
}

interface Conclusion {
  readonly promptId: string;
  readonly reading: Reading;
  /** After Holm's correction. */
  readonly adjusted: ConfirmedPValues;
  readonly settings: ConfirmInput<CaseKey>['settings'];
}

function conclude({ promptId, reading, adjusted, settings }: Conclusion): Confirmation {
  const { numbers } = reading;
  const { gain } = numbers;
  const adjustedPValue = gain.pValue === null ? null : adjusted.gain;
  const said = decideVerdict({
    kind: 'cases',
    gain: gain.value ?? 0,
    interval: gain.interval,
    pValue: adjustedPValue,
    lossPValue: adjusted.loss,
    alpha: settings.alpha,
    margin: settings.margin,
    noiseFloor: numbers.noiseFloor,
    tokensBefore: numbers.renderedTokens?.before ?? 0,
    tokensAfter: numbers.renderedTokens?.after ?? 0,
  });
  const caveat = caveatOf(reading, said);
  return { ...numbers, promptId, adjustedPValue, caveat, verdict: caveat === null ? said : 'inconclusive' };
}

/** What forbids a verdict in favour of the candidate or, with too little data, any verdict. */
function caveatOf(reading: Reading, said: Verdict): ConfirmationCaveat | null {
  const { gain } = reading.numbers;
  if (reading.hasTooMuchMissing) return 'missing';
  if (gain.interval === null) return 'few-cases';
  if (said === 'regressed' || said === 'inconclusive') return null;
  if (!reading.holdsAtEqualLength) return 'length';
  // By Laplace's rule of succession a loss that n cases have not shown is to be expected in one of n + 2.
  return said === 'improved' && (gain.value ?? 0) <= reading.unseenLoss ? 'unseen-loss' : null;
}

/** Mean of what the original has on a case and a candidate could lose, in [0, 1]. */
function mostToLose(before: readonly CaseScores[]): number {
  const stakes = before.flatMap((scores) =>
    scores.flatMap(({ value, isRelative }) => (value === null ? [] : [isRelative ? 1 : value])),
  );
  return stakes.length === 0 ? 1 : meanOf(stakes);
}

function worsenedCases(differences: readonly number[]): Confirmation['worsened'] {
  const cases = differences.filter((difference) => difference < -1e-9).length;
  if (differences.length === 0) return { cases, mostShare: 1 };
  return { cases, mostShare: clopperPearson({ hits: cases, trials: differences.length, alpha: 0.1 })[1] };
}

/** Over the cases that were scored on both sides. */
function meanScores(before: readonly CaseScores[], after: readonly CaseScores[]): Confirmation['quality'] {
  if ([...before, ...after].flat().some(({ isRelative }) => isRelative)) return null;
  const both = before.flatMap((scores, index) => {
    const [first, second] = [knownValues(scores), knownValues(after[index] ?? [])];
    return first.length === 0 || second.length === 0
      ? []
      : [{ first: meanOf(first), second: meanOf(second) }];
  });
  if (both.length === 0) return null;
  return {
    before: 100 * meanOf(both.map(({ first }) => first)),
    after: 100 * meanOf(both.map(({ second }) => second)),
  };
}

/** Mean over the cases that both prompts were rendered for; the repeats of a case are rendered alike. */
function renderedTokens(
  before: readonly CaseScores[],
  after: readonly CaseScores[],
): Confirmation['renderedTokens'] {
  const both = before.flatMap((scores, index) => {
    const [first, second] = [tokensOf(scores), tokensOf(after[index] ?? [])];
    return first === null || second === null ? [] : [{ first, second }];
  });
  if (both.length === 0) return null;
  return { before: meanOf(both.map(({ first }) => first)), after: meanOf(both.map(({ second }) => second)) };
}

function tokensOf(scores: CaseScores): number | null {
  return scores.find((score) => score.renderedTokens !== null)?.renderedTokens ?? null;
}

type ComparedScore = ComparedOutputs & { readonly value: number };

function comparedScores(scores: readonly CaseScores[]): ComparedScore[] {
  return scores
    .flat()
    .flatMap(({ value, comparison }) =>
      comparison === null || value === null ? [] : [{ value, ...comparison }],
    );
}

function positionConsistency(compared: readonly ComparedScore[]): number | null {
  const known = compared.flatMap(({ isConsistent }) => isConsistent ?? []);
  return known.length === 0 ? null : known.filter(Boolean).length / known.length;
}
