import { confirmRepeats } from '../evaluation/behaviour/confirm-repeats.ts';
import type { ModelRole, RunSettings } from '../model.ts';
import type { ForecastInput, RangeEnd } from './forecast.ts';

/** Calls of one kind: how many, and what each of them takes. */
export interface ForecastCall {
  readonly role: ModelRole;
  readonly count: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Share of the candidates that come, hold the contract and are new. */
const passing = { low: 0.4, expected: 0.7, high: 1 } as const;

/** Tokens of our own prompts with the frame of their data, measured with o200k_base on empty texts. */
const ownTokens = {
  proposal: 290,
  critique: 300,
  requirements: 165,
  coverage: 150,
  comparison: 160,
  rubric: 140,
  reasoning: 205,
} as const;

/** Tokens that our own prompts say about documents, where there are any. */
const groundingWords = 110;

/** Findings and rejected ideas that travel with a proposal. */
const feedbackTokens = { low: 50, expected: 350, high: 900 } as const;

/** Answers as models give them, and as models give them that think first. */
const wordiness = { low: 0.7, expected: 1, high: 2.5 } as const;

/** Tokens of the outputs of a prompt, which nobody knows before. */
const outputLength = { low: 40, expected: 200, high: 1000 } as const;

/** All calls of a run at one end of the range. */
export function forecastCalls(input: ForecastInput, end: RangeEnd): readonly ForecastCall[] {
  const { settings, tokens, groundingTokens = 0 } = input;
  const grounded = groundingTokens === 0 ? 0 : groundingTokens + groundingWords;
  const proposals = settings.candidates * roundsAt(end, settings);
  const judged = Math.round(proposals * passing[end]);
  const part = sectionOf(input, 'proposer');
  const read = sectionOf(input, 'critic');
  const rows: ForecastCall[] = [
    row(
      'proposer',
      proposals,
      ownTokens.proposal + grounded + part.tokens + feedbackTokens[end],
      0.9 * part.tokens + 120,
    ),
    // The original is read in all its sections, a candidate in those that changed.
    row('critic', judged + read.count, ownTokens.critique + grounded + read.tokens, 350),
    ...(settings.requirementCoverage ? requirementCalls(sectionOf(input, 'verifier'), judged) : []),
    ...(input.cases === null ? comparisonCalls(input, end, judged) : caseCalls(input, end, judged)),
    row('verifier', settings.explain === 'model' ? 1 : 0, 300 + tokens, 300),
  ];
  return rows.map((calls) => ({ ...calls, outputTokens: Math.round(calls.outputTokens * wordiness[end]) }));
}

function row(role: ModelRole, count: number, inputTokens: number, outputTokens: number): ForecastCall {
  return { role, count, inputTokens: Math.round(inputTokens), outputTokens };
}

/** What one call of a role is about: the prompt, or one of the sections that its model takes. */
interface AskedSection {
  readonly tokens: number;
  readonly count: number;
}

function sectionOf({ tokens, sectionTokens }: ForecastInput, role: ModelRole): AskedSection {
  const limit = sectionTokens?.[role] ?? Infinity;
  // Nothing fits: nothing is asked.
  if (limit === 0) return { tokens: 0, count: 0 };
  return { tokens: Math.min(tokens, limit), count: Math.max(1, Math.ceil(tokens / limit)) };
}

function requirementCalls({ tokens, count }: AskedSection, judged: number): readonly ForecastCall[] {
  return [
    row('verifier', count, ownTokens.requirements + tokens, 60 + 1.2 * tokens),
    row('verifier', judged, ownTokens.coverage + 1.5 * tokens, 60 + 0.8 * tokens),
  ];
}

/** Each sample is a call for each of its orders. */
function comparisonCalls(input: ForecastInput, end: RangeEnd, judged: number): ForecastCall[] {
  const { settings } = input;
  const { tokens } = sectionOf(input, 'verifier');
  const looks = { low: 0, expected: 1, high: 3 }[end];
  const fresh = settings.judgeRepeats > 1 ? looks * settings.judgeRepeats : 0;
  const orders = settings.bothOrders ? 2 : 1;
  return [row('verifier', orders * (judged + fresh), ownTokens.comparison + 2.5 * tokens, 60)];
}

function caseCalls(input: ForecastInput, end: RangeEnd, judged: number): readonly ForecastCall[] {
  const { settings, tokens, cases } = input;
  if (cases === null) return [];
  const { search, holdout, tokens: valueTokens, judgementsPerOutput } = cases;
  const baseline = (search > 0 ? search : holdout) * settings.repeats;
  const screened = Math.min(search, settings.screeningCases);
  const perCandidate = { low: screened, expected: Math.min(search, 2 * screened), high: search }[end];
  // The original and what is confirmed, as often as noise asks for; at most three looks share the original's outputs.
  const samples = confirmRepeats({ cases: holdout, noise: end === 'low' ? 0 : null });
  const kept = holdout * samples * { low: 2, expected: 2, high: 4 }[end];
  const outputs = baseline + judged * perCandidate + kept;
  const answer = outputLength[end];
  return [
    row('target', outputs, tokens + valueTokens, answer),
    row('verifier', Math.round(outputs * judgementsPerOutput), ownTokens.rubric + answer + 40, 60),
    ...(search === 0 ? comparisonCalls(input, end, judged) : []),
    reasoningCalls(input, end),
  ];
}

/** The original and what is confirmed, each output alone; where nothing is offered nobody is asked. */
function reasoningCalls({ tokens, cases }: ForecastInput, end: RangeEnd): ForecastCall {
  const rated = (cases?.reasoningCases ?? 0) * { low: 0, expected: 2, high: 4 }[end];
  const input = ownTokens.reasoning + tokens + (cases?.tokens ?? 0) + outputLength[end];
  return row('verifier', rated, input, 60);
}

/** Rounds before which a run is never called converged. */
const leastRounds = 3;

/** Rounds that a run will have at one end of the range. */
export function roundsAt(end: RangeEnd, { iterations, patience }: RunSettings): number {
  if (end === 'high') return iterations;
  return Math.min(iterations, end === 'low' ? leastRounds : Math.max(leastRounds, patience + 2));
}
