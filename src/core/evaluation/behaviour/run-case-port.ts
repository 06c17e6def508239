import type { TokenCounter } from '../../ports.ts';
import type { CasePrompt } from '../cases/case-prompt.ts';
import type { CaseResult } from '../cases/case-result.ts';
import type { CaseJudge, CaseTarget } from '../cases/case-target.ts';
import type { Assertion, EvaluationCase } from '../cases/evaluation-case.ts';
import { renderCase } from '../cases/render-prompt.ts';
import { runCase } from '../cases/run-cases.ts';
import type { BehaviourPorts, CaseRun, EvaluatedPrompt } from './case-run.ts';

interface RunCasePortInput {
  readonly target: CaseTarget;
  /** Null: cases with rubrics are missing data. */
  readonly judge: CaseJudge | null;
  readonly counter: Pick<TokenCounter, 'count'>;
  /** The messages in which a prompt goes to the target, for example as the only one. */
  readonly toCasePrompt: (prompt: EvaluatedPrompt) => CasePrompt;
}

/** Runs cases against the target model, in the form in which the evaluator takes them. */
export function createRunCasePort(input: RunCasePortInput): BehaviourPorts<EvaluationCase>['runCase'] {
  const { target, judge, counter, toCasePrompt } = input;
  return async ({ prompt, testCase, repeat }, signal) => {
    const casePrompt = toCasePrompt(prompt);
    const attempt = { prompt: casePrompt, evaluationCase: testCase, repeat };
    const result = await runCase({ target, judge, signal }, attempt);
    const { messages } = renderCase(casePrompt, testCase.vars);
    const renderedTokens = messages.reduce((sum, { content }) => sum + counter.count(content), 0);
    const judgeCalls = judge === null ? 0 : countRubrics(testCase.assertions);
    return toCaseRun(result, { renderedTokens, calls: 1 + judgeCalls });
  };
}

function toCaseRun(
  result: CaseResult,
  facts: { readonly renderedTokens: number; readonly calls: number },
): CaseRun {
  switch (result.kind) {
    case 'missing':
      return { kind: 'missing', detail: result.failure.detail, calls: 1 };
    case 'not-run':
      return { kind: 'missing', detail: `No value for ${result.unfilled.join(', ')}.`, calls: 0 };
    case 'output': {
      const { score, output, unknown, pending, isJudged } = result;
      if (score !== null) return { kind: 'scored', score, tier: isJudged ? 'E2' : 'E3', ...facts };
      if (unknown.length === 0 && pending.length === 0) return { kind: 'unscored', output, ...facts };
      const detail = unknown[0]?.detail ?? 'No judge was asked about a rubric of the case.';
      return { kind: 'missing', detail, calls: facts.calls };
    }
  }
}

function countRubrics(assertions: readonly Assertion[]): number {
  return assertions.reduce((count, assertion) => {
    if (assertion.type === 'assert-set') return count + countRubrics(assertion.assertions);
    return count + Number(assertion.type === 'llm-rubric');
  }, 0);
}
