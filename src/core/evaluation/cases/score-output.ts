import type { AssertionFailure, OutputContext, OutputScore, RubricJudgement } from './case-result.ts';
import { checkAssertion, type Finding } from './check-assertion.ts';
import type {
  Assertion,
  AssertionSet,
  DeterministicAssertion,
  EvaluationCase,
  RubricAssertion,
} from './evaluation-case.ts';

/** What judges have said so far; empty before anybody was asked. */
export type Judgements = ReadonlyMap<RubricAssertion, RubricJudgement>;

interface ScoreInput {
  readonly output: string;
  readonly context: OutputContext;
  readonly judgements?: Judgements;
}

/**
 * Scores an output by the assertions of its case: the weighted mean of their scores. Without a threshold it passes when
 * every assertion that has a weight does, with one when the mean reaches it. What is unknown is never counted as
 * passed or failed: score and `passed` stay null unless they are the same whatever it turns out to be.
 */
export function scoreOutput(
  { assertions, threshold }: Pick<EvaluationCase, 'assertions' | 'threshold'>,
  input: ScoreInput,
): OutputScore {
  const collected: Collected = { failures: [], pending: [], unknown: [] };
  const parts = assertions.map((assertion) => scorePart(assertion, input, collected));
  const { low, high, passed } = combine(parts, threshold);
  return { score: low === high ? low : null, passed, ...collected };
}

interface Collected {
  readonly failures: AssertionFailure[];
  readonly pending: RubricAssertion[];
  readonly unknown: AssertionFailure[];
}

/** The least and the largest score that an assertion can turn out to have. */
interface Part {
  readonly low: number;
  readonly high: number;
  readonly passed: boolean | null;
  readonly weight: number;
}

interface Combined {
  readonly low: number | null;
  readonly high: number | null;
  readonly passed: boolean | null;
}

function combine(parts: readonly Part[], threshold: number | null): Combined {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return { low: null, high: null, passed: null };
  const mean = (bound: 'low' | 'high'): number =>
    Math.min(1, Math.max(0, parts.reduce((sum, part) => sum + part[bound] * part.weight, 0) / total));
  const [low, high] = [mean('low'), mean('high')];
  if (threshold !== null) {
    return { low, high, passed: low >= threshold ? true : high < threshold ? false : null };
  }
  const counting = parts.filter(({ weight }) => weight > 0);
  if (counting.some(({ passed }) => passed === false)) return { low, high, passed: false };
  return { low, high, passed: counting.every(({ passed }) => passed === true) ? true : null };
}

function scorePart(assertion: Assertion, input: ScoreInput, collected: Collected): Part {
  if (assertion.type === 'assert-set') return scoreSet(assertion, input, collected);
  if (assertion.type !== 'llm-rubric') return scoreDeterministic(assertion, input, collected);
  return scoreRubric(assertion, input.judgements?.get(assertion), collected);
}

/** A set counts with its mean; it passes as a case does. */
function scoreSet(assertion: AssertionSet, input: ScoreInput, collected: Collected): Part {
  const inner: Collected = { failures: [], pending: [], unknown: [] };
  const parts = assertion.assertions.map((one) => scorePart(one, input, inner));
  const { low, high, passed } = combine(parts, assertion.threshold);
  collected.pending.push(...inner.pending);
  collected.unknown.push(...inner.unknown);
  // What a threshold forgives is no failure.
  if (passed === false) collected.failures.push(...inner.failures);
  const isEmpty = low === null || high === null;
  return { low: low ?? 0, high: high ?? 0, passed, weight: isEmpty ? 0 : assertion.weight };
}

function scoreDeterministic(
  assertion: DeterministicAssertion,
  { output, context }: ScoreInput,
  collected: Collected,
): Part {
  const { isMet, detail } = checkAssertion(assertion, output, context);
  const { weight } = assertion;
  if (isMet === null) {
    collected.unknown.push({ assertion, detail: describeUnknown(assertion, detail) });
    return { low: 0, high: 1, passed: null, weight };
  }
  const passed = isMet !== assertion.isNegated;
  if (!passed) collected.failures.push({ assertion, detail: describeFailure(assertion, detail) });
  return { low: Number(passed), high: Number(passed), passed, weight };
}

function scoreRubric(
  assertion: RubricAssertion,
  judgement: RubricJudgement | undefined,
  collected: Collected,
): Part {
  const { weight, isNegated, threshold } = assertion;
  if (judgement === undefined) {
    collected.pending.push(assertion);
    return { low: 0, high: 1, passed: null, weight };
  }
  if (judgement.kind === 'failed') {
    collected.unknown.push({ assertion, detail: `The judge gave no answer: ${judgement.failure.detail}` });
    return { low: 0, high: 1, passed: null, weight };
  }
  const bounded = Math.min(1, Math.max(0, judgement.score));
  const isMet = judgement.passed && (threshold === null || bounded >= threshold);
  const passed = isMet !== isNegated;
  const score = isNegated ? 1 - bounded : bounded;
  if (!passed) collected.failures.push({ assertion, detail: judgement.reason });
  return { low: score, high: score, passed, weight };
}

function describeFailure({ isNegated }: Assertion, detail: Finding['detail']): string {
  return `Expected the output ${isNegated ? 'not ' : ''}${detail}.`;
}

function describeUnknown({ type }: DeterministicAssertion, detail: string): string {
  if (type === 'cost') return 'The cost of the call is not known.';
  if (type === 'latency') return 'The answer came out of the cache, so its time is not known.';
  return type === 'levenshtein' ? 'The output is too long to compare.' : `It cannot be decided: ${detail}.`;
}
