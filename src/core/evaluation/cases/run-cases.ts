import { cancelled, type ChatAnswer, type ChatResult } from '../../models/chat-model.ts';
import type { CasePrompt } from './case-prompt.ts';
import type { CaseOutput, CaseResult, OutputScore, RubricJudgement } from './case-result.ts';
import type { CaseJudge, CaseTarget } from './case-target.ts';
import type { EvaluationCase, RubricAssertion } from './evaluation-case.ts';
import { renderCase } from './render-prompt.ts';
import { scoreOutput } from './score-output.ts';

/** Who answers and who judges. */
export interface CaseRunner {
  readonly target: CaseTarget;
  /** Null: rubrics stay to be judged. */
  readonly judge: CaseJudge | null;
  readonly signal: AbortSignal;
}

/** One prompt on one case, once. */
export interface CaseAttempt {
  readonly prompt: CasePrompt;
  readonly evaluationCase: EvaluationCase;
  /** Which sample this is, from 0. */
  readonly repeat: number;
}

interface CasesInput extends CaseRunner {
  readonly prompt: CasePrompt;
  readonly cases: readonly EvaluationCase[];
  readonly repeats: number;
  /** Told of every result as it comes, in the order in which they come. */
  readonly onResult?: (result: CaseResult) => void;
}

/**
 * Runs a prompt on all cases, all repeats side by side (how many calls are under way is the model's own limit), and
 * returns the results by case, then repeat. Never throws: a failed call is a `missing` result.
 */
export async function runCases({
  prompt,
  cases,
  repeats,
  onResult,
  ...runner
}: CasesInput): Promise<CaseResult[]> {
  const attempts = cases.flatMap((evaluationCase) =>
    Array.from({ length: repeats }, (_, repeat) => ({ prompt, evaluationCase, repeat })),
  );
  return await Promise.all(
    attempts.map(async (attempt) => {
      const result = await runCase(runner, attempt);
      onResult?.(result);
      return result;
    }),
  );
}

/**
 * Runs one prompt on one case, once. The repeat travels with the request, so that the same repeat of another prompt is
 * its partner and the same repeat of this prompt comes out of the cache. Never throws.
 */
export async function runCase(runner: CaseRunner, attempt: CaseAttempt): Promise<CaseResult> {
  const { evaluationCase, repeat } = attempt;
  const base = { caseId: evaluationCase.id, repeat };
  const { messages, unfilled } = renderCase(attempt.prompt, evaluationCase.vars);
  if (unfilled.length > 0) {
    return { ...base, kind: 'not-run', unfilled: [...new Set(unfilled.map(({ text }) => text))] };
  }
  const { target, signal } = runner;
  const { model, temperature, maxOutputTokens } = target;
  const answer: ChatResult = signal.aborted
    ? cancelled()
    : await model.complete({ messages, answer: null, temperature, maxOutputTokens, repeat }, { signal });
  if (answer.kind === 'failed') return { ...base, kind: 'missing', failure: answer.failure };
  return { ...base, kind: 'output', ...(await scoreAnswer(runner, attempt, answer)) };
}

async function scoreAnswer(
  { target, judge, signal }: CaseRunner,
  { evaluationCase, repeat }: CaseAttempt,
  { text, usage, source, latencyMs }: ChatAnswer,
): Promise<Omit<CaseOutput, 'kind' | 'caseId' | 'repeat'>> {
  const context = { latencyMs: source === 'cache' ? null : latencyMs, costUsd: target.costOf(usage) };
  const first = scoreOutput(evaluationCase, { output: text, context });
  const judgements = judge === null ? null : await judgeAll(first, { judge, output: text, repeat, signal });
  const score =
    judgements === null ? first : scoreOutput(evaluationCase, { output: text, context, judgements });
  const judged = [...(judgements?.values() ?? [])];
  return {
    ...score,
    ...context,
    output: text,
    usage,
    source,
    isJudged: judged.some(({ kind }) => kind === 'judged'),
    judgeCalls: judged.length,
    judgeFailures: judged.flatMap((one) => (one.kind === 'failed' ? [one.failure] : [])),
  };
}

interface JudgeInput {
  readonly judge: CaseJudge;
  readonly output: string;
  readonly repeat: number;
  readonly signal: AbortSignal;
}

async function judgeAll(
  { pending }: OutputScore,
  { judge, output, repeat, signal }: JudgeInput,
): Promise<ReadonlyMap<RubricAssertion, RubricJudgement>> {
  return new Map(
    await Promise.all(
      pending.map(
        async (assertion) =>
          [assertion, await judge({ rubric: assertion.rubric, output, repeat }, signal)] as const,
      ),
    ),
  );
}
