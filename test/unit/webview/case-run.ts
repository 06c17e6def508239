import type { RunProgress } from '../../../src/core/report/run-progress.ts';
import { judged } from './judged.ts';
import { keptOriginal, progress, type Result } from './snapshots.ts';

/** A run with test cases in every sentence that it may come with; the words of models and documents are quoted. */
export function caseRun(): Result {
  const base = judged();
  const { evidence } = base.report;
  if (evidence === undefined || evidence.cases === null) throw new TypeError('The run has no cases.');
  const explanations = base.current.explanations.map((explanation, index) => ({
    ...explanation,
    why:
      index === 0
        ? 'Part of the model’s rewrite; it gave no reason for this place.'
        : 'Follows from a change beside it.',
  }));
  const checks = checkDetails.map(
    (detail, index) => ({ id: `check-${index}`, status: 'passed', detail }) as const,
  );
  return judged({
    report: {
      ...base.report,
      front: base.report.front.map((member) => ({ ...member, explanations })),
      evidence: {
        ...evidence,
        sentences: evidenceSentences,
        cases: { ...evidence.cases, power: 'You need about 320 cases to see a gain of 5 points.' },
      },
    },
    progress: { ...progress, stopReason: 'converged', candidates: turnedDown.map(toCandidate) },
    current: {
      ...base.current,
      verdict: 'inconclusive',
      checks,
      explanations,
    },
  });
}

/** A run that ended before its first round: what its cases said stands under the headline. */
export function nothingToGain(): Result {
  const base = keptOriginal('no-headroom');
  const { evidence } = judged().report;
  if (evidence === undefined) throw new TypeError('The run has no evidence.');
  const sentence =
    'At most 1 point can be gained, and the answers to the same prompt differ so much that less than 4.2 points could not be told from chance.';
  const report: Result['report'] = {
    ...base.report,
    engine: 'openai',
    evidence: { ...evidence, sentences: [sentence] },
  };
  return { ...base, report, progress: null };
}

const evidenceSentences = [
  'Grounded in sections of “Refund policy”, “Tone of voice”: 1240 tokens with each call of Proposer and Critic.',
  'The prompt is too long for the Critic’s model to take at once: it was read in 3 sections. One of them, 9100 tokens, cannot be cut and is too long: it was left out.',
  '16 cases lead the search, 24 are kept to confirm the result. Cases of one source stand on both sides, since one source has most of them.',
  '8 of 40 cases are synthetic: a model has written them, so they show less than real ones.',
  '3 outputs of the target model are missing and count for nothing: The answer holds no JSON object.',
  '1 judgement of the Critic’s model is missing and counts for nothing: “429 Too Many Requests”.',
  'The gain is small for so few cases: one more case, lost entirely, would undo it.',
];

const checkDetails = [
  'The text can be written back into the same literal.',
  'The text does not speak to its judges.',
  'No long passage of a test case stands in the text.',
  'The text repeats instructions to the model: “write the prompt and nothing else”.',
  '“Do not invent prices”. Its lines stand unchanged.',
  '“Answer in the language of the customer”. It was not judged.',
  '“Keep it short”. It is changed: “three sentences of plain text”.',
];

const turnedDown = [
  'On 1 case it is worse by 20 points.',
  'On 5 cases it is worse by 4.3 points against the best text so far.',
  'On 16 cases it gains 0 points.',
  'On 24 kept cases it is worse by 2.1 points.',
  'The judge prefers the original in both orders. “It drops the price list.”',
  'The Critic rates it 3.2 points lower.',
  'The static quality falls by 6.0 points.',
  '152 tokens, at most 140 are allowed.',
  'Too many of its cases have no result.',
];

function toCandidate(detail: string, index: number): RunProgress['candidates'][number] {
  return {
    id: `r1c${index + 1}`,
    round: 1,
    operator: 'patch',
    status: 'rejected',
    tokens: null,
    quality: null,
    rejection: 'no-gain',
    detail,
  };
}
