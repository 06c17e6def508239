import type { Confirmation } from '../../evaluation/behaviour/confirm.ts';
import type { CaseEvidence, TrialEvidence } from '../modules.ts';
import type { CaseTrial } from './case-trial.ts';

/** What a report says of cases, beside what it says of the reading of the texts. */
export function describeCases(
  { evaluator, baseline, confirmation, failures, cases, ratings }: CaseTrial,
  reading: TrialEvidence,
): TrialEvidence {
  const synthetic = cases.filter(({ isSynthetic }) => isSynthetic).length;
  const sentences = [
    evaluator.split.sentence,
    synthetic === 0 ? null : describeSynthetic(synthetic, cases.length),
    failures.length === 0 ? null : describeFailures(failures.length, failures[0]?.detail ?? ''),
    confirmation === null ? null : describeCaveat(confirmation),
    isUndecided(confirmation) ? (baseline?.powerSentence ?? null) : null,
  ];
  return {
    ...reading,
    sentences: [...reading.sentences, ...sentences.filter((sentence) => sentence !== null)],
    ...(confirmation === null || confirmation.comparedOutputs === 0 ? {} : judgedOutputs(confirmation)),
    cases:
      confirmation === null
        ? null
        : { ...toCaseEvidence(confirmation, baseline?.powerSentence ?? null), reasoning: ratings },
  };
}

/** Where outputs were compared, the judge is known by them, not by the texts. */
function judgedOutputs({
  comparedOutputs,
  positionConsistency,
}: Confirmation): Pick<TrialEvidence, 'judgedPairs' | 'positionConsistency'> {
  return { judgedPairs: comparedOutputs, positionConsistency };
}

function toCaseEvidence(confirmation: Confirmation, power: string | null): CaseEvidence {
  const { tier, gain, quality, adjustedPValue, noiseFloor, renderedTokens } = confirmation;
  return {
    tier,
    gain: gain.value,
    quality,
    interval: gain.interval,
    pValue: adjustedPValue,
    cases: gain.cases,
    noiseFloor,
    power: isUndecided(confirmation) ? power : null,
    renderedTokens,
  };
}

function isUndecided(confirmation: Confirmation | null): boolean {
  return confirmation === null || confirmation.verdict === 'inconclusive';
}

function describeSynthetic(synthetic: number, cases: number): string {
  return synthetic === cases
    ? `All ${cases} cases are synthetic: a model has written them, so they show less than real ones.`
    : `${synthetic} of ${cases} cases are synthetic: a model has written them, so they show less than real ones.`;
}

function describeFailures(count: number, detail: string): string {
  const reason = detail.replace(/[.!?…]+$/u, '');
  return count === 1
    ? `One output of the target model is missing and counts for nothing: ${reason}.`
    : `${count} outputs of the target model are missing and count for nothing: ${reason}.`;
}

function describeCaveat({ caveat }: Confirmation): string | null {
  switch (caveat) {
    case null:
      return null;
    case 'few-cases':
      return 'Fewer than six cases were left to confirm the result, which is too few for a verdict.';
    case 'missing':
      return 'Too many of the kept cases have no result for a verdict.';
    case 'length':
      return 'The judge preferred longer outputs, so the gain may be one of length alone.';
    case 'unseen-loss':
      return 'The gain is small for so few cases: one more case, lost entirely, would undo it.';
  }
}
