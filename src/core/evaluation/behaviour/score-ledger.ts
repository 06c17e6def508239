import type { BehaviourPorts, CaseKey, CaseRun, EvaluatedPrompt, OutputComparison } from './case-run.ts';
import { limitConcurrency } from './limit-concurrency.ts';

/**
 * The score of a prompt on a case. Cases without a score of their own are compared with the original's output: there
 * the original has 0 and a candidate 1, 0 or -1, so that a mean of differences is (wins - losses)/cases.
 */
export interface Score {
  /** Null: missing data. */
  readonly value: number | null;
  /** True where the value only says how a candidate stands to the original. */
  readonly isRelative: boolean;
  readonly tier: 'E2' | 'E3';
  readonly renderedTokens: number | null;
  /** Null where nothing was compared. */
  readonly comparison: ComparedOutputs | null;
}

export interface ComparedOutputs {
  /** Null where the judge saw one order only. */
  readonly isConsistent: boolean | null;
  /** Characters by which the candidate's output is longer. */
  readonly extraLength: number;
}

/** Every score that a run has asked for, each asked for once. */
export interface ScoreLedger<Case extends CaseKey> {
  readonly score: (request: ScoreRequest<Case>, signal: AbortSignal) => Promise<Score>;
  /** What is known by now of a prompt on a case, by repeat; nothing is asked for. */
  readonly known: (promptId: string, caseId: string) => ReadonlyMap<number, Score>;
  /** Calls of models so far. */
  readonly calls: () => number;
}

export interface ScoreRequest<Case extends CaseKey> {
  readonly prompt: EvaluatedPrompt;
  readonly testCase: Case;
  readonly repeat: number;
}

type UnscoredRun = Extract<CaseRun, { kind: 'unscored' }>;

interface LedgerInput<Case extends CaseKey> {
  readonly original: EvaluatedPrompt;
  readonly ports: BehaviourPorts<Case>;
  readonly concurrency: number;
}

/** An empty ledger for the candidates of one original. `score` throws when its signal is aborted. */
export function createScoreLedger<Case extends CaseKey>(input: LedgerInput<Case>): ScoreLedger<Case> {
  const { original, ports, concurrency } = input;
  const limit = limitConcurrency(concurrency);
  const runs = new Map<string, Promise<CaseRun>>();
  const scores = new Map<string, Promise<Score>>();
  const settled = new Map<string, Map<number, Score>>();
  let calls = 0;

  const counted = async <Answer extends { readonly calls: number }>(
    ask: () => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> => {
    const answer = await limit(() => {
      signal.throwIfAborted();
      return ask();
    });
    signal.throwIfAborted();
    calls += answer.calls;
    return answer;
  };
  const runOnce = (request: ScoreRequest<Case>, signal: AbortSignal): Promise<CaseRun> =>
    once(runs, keyOf(request), () => counted(() => ports.runCase(request, signal), signal));

  const compare = async (
    candidate: UnscoredRun,
    request: ScoreRequest<Case>,
    signal: AbortSignal,
  ): Promise<Score> => {
    const { compareOutputs } = ports;
    const reference = await runOnce({ ...request, prompt: original }, signal);
    if (compareOutputs === null || reference.kind !== 'unscored') return missingScore(candidate);
    const comparison = { originalOutput: reference.output, candidateOutput: candidate.output };
    const { testCase, repeat } = request;
    const answer = await counted(() => compareOutputs({ ...comparison, testCase, repeat }, signal), signal);
    const extraLength = candidate.output.length - reference.output.length;
    return comparedScore(answer, { candidate, extraLength });
  };

  const measure = async (request: ScoreRequest<Case>, signal: AbortSignal): Promise<Score> => {
    const run = await runOnce(request, signal);
    const isCompared = run.kind === 'unscored' && request.prompt.id !== original.id;
    const score = isCompared ? await compare(run, request, signal) : scoreOfRun(run);
    const key = pairKey(request.prompt.id, request.testCase.id);
    const known = settled.get(key) ?? new Map<number, Score>();
    settled.set(key, known.set(request.repeat, score));
    return score;
  };

  return {
    score: (request, signal) => once(scores, keyOf(request), () => measure(request, signal)),
    known: (promptId, caseId) => settled.get(pairKey(promptId, caseId)) ?? new Map<number, Score>(),
    calls: () => calls,
  };
}

function once<Value>(
  values: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}

function scoreOfRun(run: CaseRun): Score {
  switch (run.kind) {
    case 'scored': {
      const { score, tier, renderedTokens } = run;
      return { value: score, isRelative: false, tier, renderedTokens, comparison: null };
    }
    case 'unscored':
      return { ...relativeTo(run), value: 0, comparison: null };
    case 'missing':
      return missingScore(null);
  }
}

function comparedScore(
  answer: OutputComparison,
  parts: { readonly candidate: UnscoredRun; readonly extraLength: number },
): Score {
  const { candidate, extraLength } = parts;
  if (answer.kind === 'missing') return missingScore(candidate);
  const value = { win: 1, tie: 0, loss: -1 }[answer.outcome];
  return { ...relativeTo(candidate), value, comparison: { isConsistent: answer.isConsistent, extraLength } };
}

function relativeTo({ renderedTokens }: UnscoredRun): Pick<Score, 'isRelative' | 'tier' | 'renderedTokens'> {
  return { isRelative: true, tier: 'E2', renderedTokens };
}

function missingScore(run: UnscoredRun | null): Score {
  const renderedTokens = run?.renderedTokens ?? null;
  return { value: null, isRelative: run !== null, tier: 'E3', renderedTokens, comparison: null };
}

function keyOf({ prompt, testCase, repeat }: ScoreRequest<CaseKey>): string {
  return `${pairKey(prompt.id, testCase.id)} ${repeat}`;
}

function pairKey(promptId: string, caseId: string): string {
  return JSON.stringify([promptId, caseId]);
}
