import type {
  BehaviourPorts,
  CaseKey,
  CaseRequest,
  EvaluatedPrompt,
  OutputComparison,
} from '../../src/core/evaluation/behaviour/case-run.ts';

/** A prompt whose name is its text. */
export function promptNamed(id: string): EvaluatedPrompt {
  return { id, text: id, interpolations: [] };
}

export function casesOf(count: number, sourceOf: (index: number) => string | null = () => null): CaseKey[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index}`, source: sourceOf(index) }));
}

export interface RecordedPorts extends BehaviourPorts<CaseKey> {
  /** `prompt case repeat` of every run, in the order of the calls. */
  readonly asked: string[];
}

/** Ports whose scores are a function; null is a call that failed. */
export function scoredPorts(
  score: (request: CaseRequest<CaseKey>) => number | null,
  tokens: Readonly<Record<string, number>> = {},
): RecordedPorts {
  const asked: string[] = [];
  return {
    asked,
    compareOutputs: null,
    runCase: (request) => {
      const { prompt, testCase, repeat } = request;
      asked.push(`${prompt.id} ${testCase.id} ${repeat}`);
      const value = score(request);
      if (value === null) return Promise.resolve({ kind: 'missing', detail: 'No answer.', calls: 1 });
      const renderedTokens = tokens[prompt.id] ?? 100;
      return Promise.resolve({ kind: 'scored', score: value, tier: 'E3', renderedTokens, calls: 1 });
    },
  };
}

/** Ports whose outputs have no score: a judge compares them. An output is the name of its prompt, filled up. */
export function comparedPorts(
  compare: (caseId: string) => OutputComparison,
  lengthOf: (promptId: string) => number = () => 10,
): BehaviourPorts<CaseKey> {
  return {
    runCase: ({ prompt }) => {
      const output = prompt.id.padEnd(lengthOf(prompt.id), '.');
      return Promise.resolve({ kind: 'unscored', output, renderedTokens: 100, calls: 1 });
    },
    compareOutputs: ({ testCase }) => Promise.resolve(compare(testCase.id)),
  };
}
