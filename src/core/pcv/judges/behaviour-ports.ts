import type { BehaviourPorts, CaseRun, EvaluatedPrompt } from '../../evaluation/behaviour/case-run.ts';
import { asUserMessage } from '../../evaluation/cases/case-prompt.ts';
import type { CaseOutput, CaseResult } from '../../evaluation/cases/case-result.ts';
import type { CaseTarget } from '../../evaluation/cases/case-target.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import { renderCase } from '../../evaluation/cases/render-prompt.ts';
import { runCase } from '../../evaluation/cases/run-cases.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { TokenCounter } from '../../ports.ts';
import { compareOutputs, toOutputComparison } from './compare-outputs.ts';
import { createCaseJudge } from './judge-output.ts';

interface BehaviourOptions {
  readonly target: CaseTarget;
  /** Judges rubrics, and compares outputs of cases that expect nothing; null: both are missing data. */
  readonly judge: ChatModel | null;
  readonly counter: Pick<TokenCounter, 'count'>;
  /** In how many orders outputs are compared; absent: in both. */
  readonly orders?: 'both' | 'one';
  /** Told of every result as it comes. */
  readonly onResult?: (promptId: string, result: CaseResult) => void;
}

/** Cases as the measuring of behaviour takes them: outputs of the target model, scored by assertions and judges. */
export function createBehaviourPorts({
  target,
  judge,
  counter,
  orders = 'both',
  onResult,
}: BehaviourOptions): BehaviourPorts<EvaluationCase> {
  const caseJudge = judge === null ? null : createCaseJudge(judge);
  return {
    runCase: async ({ prompt, testCase, repeat }, signal) => {
      const attempt = { prompt: asUserMessage(prompt), evaluationCase: testCase, repeat };
      const result = await runCase({ target, judge: caseJudge, signal }, attempt);
      onResult?.(prompt.id, result);
      return toCaseRun(result, renderedTokens(prompt, testCase, counter));
    },
    compareOutputs:
      judge === null
        ? null
        : async ({ testCase, repeat, originalOutput, candidateOutput }, signal) => {
            const texts = { original: originalOutput, candidate: candidateOutput };
            const input = { ...texts, task: describeTask(testCase), firstRepeat: repeat, orders };
            return toOutputComparison(await compareOutputs({ model: judge, signal }, input), orders);
          },
  };
}

/** A result as the statistics take it: what could not be decided is missing data. */
export function toCaseRun(result: CaseResult, tokens: number | null): CaseRun {
  switch (result.kind) {
    case 'output':
      return ofOutput(result, tokens);
    case 'missing':
      return { kind: 'missing', calls: 1, detail: result.failure.detail };
    case 'not-run':
      return { kind: 'missing', calls: 0, detail: `No value for ${result.unfilled.join(', ')}.` };
  }
}

function ofOutput(result: CaseOutput, renderedTokens: number | null): CaseRun {
  const { score, isJudged, output, pending, unknown, judgeCalls } = result;
  const calls = 1 + judgeCalls;
  if (score !== null) return { kind: 'scored', calls, score, tier: isJudged ? 'E2' : 'E3', renderedTokens };
  const [open] = unknown;
  if (open !== undefined) return { kind: 'missing', calls, detail: open.detail };
  if (pending.length > 0) return { kind: 'missing', calls, detail: 'There is no judge for its rubric.' };
  return { kind: 'unscored', calls, output, renderedTokens };
}

function renderedTokens(
  prompt: EvaluatedPrompt,
  { vars }: EvaluationCase,
  { count }: Pick<TokenCounter, 'count'>,
): number {
  const { messages } = renderCase(asUserMessage(prompt), vars);
  return messages.reduce((sum, { content }) => sum + count(content), 0);
}

/** What both outputs answer, without the wording of either prompt. */
function describeTask({ description, vars }: EvaluationCase): string {
  return JSON.stringify({ ...(description === null ? {} : { description }), input: vars });
}
