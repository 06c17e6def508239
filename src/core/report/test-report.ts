import type { CaseResult } from '../evaluation/cases/case-result.ts';
import type { CaseSuite, SuitePrompt, SuiteProblem } from '../evaluation/cases/config/case-suite.ts';
import type { CasePlace, EvaluationCase } from '../evaluation/cases/evaluation-case.ts';
import type { Usage } from '../model.ts';

/** How one attempt of a test ended. Only the first two say something about the prompt. */
export type TestStatus = 'passed' | 'failed' | 'undecided' | 'no-assertions' | 'missing' | 'not-run';

/** The document of `promptops test`. Unknown numbers are null, never 0. */
export interface TestReport {
  readonly config: string;
  readonly description: string | null;
  readonly model: string;
  readonly endpoint: string;
  readonly repeats: number;
  readonly prompts: readonly TestedPrompt[];
  readonly problems: readonly (CasePlace & Pick<SuiteProblem, 'message' | 'effect'>)[];
  readonly summary: TestSummary;
  readonly usage: Omit<Usage, 'wallMs' | 'criticalPathMs'>;
}

export interface TestedPrompt extends CasePlace {
  readonly label: string;
  /** Mean score of the attempts that have one. */
  readonly score: number | null;
  readonly summary: TestSummary;
  readonly results: readonly TestResult[];
}

export type TestSummary = Readonly<Record<TestStatus, number>>;

export interface TestResult {
  readonly case: string;
  readonly description: string | null;
  readonly place: CasePlace | null;
  readonly vars: Readonly<Record<string, string>>;
  readonly repeat: number;
  readonly status: TestStatus;
  readonly score: number | null;
  readonly output: string | null;
  /** What was expected and not met, each with its assertion. */
  readonly failures: readonly TestRemark[];
  /** What could not be decided, and why. */
  readonly unknown: readonly TestRemark[];
  readonly judged: boolean;
  readonly latencyMs: number | null;
  readonly costUsd: number | null;
  /** Why there is no output; null when there is one. */
  readonly reason: string | null;
}

export interface TestRemark {
  readonly type: string;
  readonly message: string;
  readonly place: CasePlace | null;
}

interface TestReportInput extends Pick<TestReport, 'config' | 'model' | 'endpoint' | 'repeats' | 'usage'> {
  readonly suite: CaseSuite;
  readonly tested: readonly { readonly prompt: SuitePrompt; readonly results: readonly CaseResult[] }[];
}

/** Puts the results of a test run together. */
export function buildTestReport({ suite, tested, ...run }: TestReportInput): TestReport {
  const cases = new Map(suite.cases.map((one) => [one.id, one]));
  const prompts = tested.map(({ prompt, results }) =>
    describePrompt(
      prompt,
      results.map((result) => describeResult(result, cases.get(result.caseId))),
    ),
  );
  return {
    ...run,
    description: suite.description,
    prompts,
    problems: suite.problems.map(({ place, message, effect }) => ({ ...place, message, effect })),
    summary: summarize(prompts.flatMap(({ results }) => results)),
  };
}

function describePrompt({ label, place }: SuitePrompt, results: readonly TestResult[]): TestedPrompt {
  const scores = results.flatMap(({ score }) => score ?? []);
  const total = scores.reduce((sum, score) => sum + score, 0);
  const score = scores.length === 0 ? null : total / scores.length;
  return { ...place, label, score, summary: summarize(results), results };
}

function summarize(results: readonly TestResult[]): TestSummary {
  const count = (status: TestStatus): number => results.filter((one) => one.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    undecided: count('undecided'),
    'no-assertions': count('no-assertions'),
    missing: count('missing'),
    'not-run': count('not-run'),
  };
}

function describeResult(result: CaseResult, tested: EvaluationCase | undefined): TestResult {
  const base = {
    case: result.caseId,
    description: tested?.description ?? null,
    place: tested?.place ?? null,
    vars: tested?.vars ?? {},
    repeat: result.repeat,
  };
  if (result.kind !== 'output') return { ...base, ...withoutOutput(result) };
  const { score, output, isJudged, latencyMs, costUsd } = result;
  return {
    ...base,
    status: statusOf(result, tested),
    score,
    output,
    failures: result.failures.map(({ assertion, detail }) => remark(assertion, detail)),
    unknown: [
      ...result.unknown.map(({ assertion, detail }) => remark(assertion, detail)),
      ...result.pending.map((assertion) => remark(assertion, 'Nobody has judged it.')),
    ],
    judged: isJudged,
    latencyMs,
    costUsd,
    reason: null,
  };
}

type Outputless = Exclude<CaseResult, { kind: 'output' }>;

function withoutOutput(
  result: Outputless,
): Omit<TestResult, 'case' | 'description' | 'place' | 'vars' | 'repeat'> {
  return {
    status: result.kind,
    score: null,
    output: null,
    failures: [],
    unknown: [],
    judged: false,
    latencyMs: null,
    costUsd: null,
    reason: result.kind === 'missing' ? result.failure.detail : `No value for ${result.unfilled.join(', ')}.`,
  };
}

function statusOf(
  { passed }: Extract<CaseResult, { kind: 'output' }>,
  tested: EvaluationCase | undefined,
): TestStatus {
  if (passed !== null) return passed ? 'passed' : 'failed';
  return tested?.assertions.some(({ weight }) => weight > 0) === true ? 'undecided' : 'no-assertions';
}

function remark(
  { type, isNegated, place }: EvaluationCase['assertions'][number],
  message: string,
): TestRemark {
  return { type: isNegated ? `not-${type}` : type, message, place };
}
