import { stringify } from 'yaml';
import type { Assertion, EvaluationCase } from '../evaluation-case.ts';

interface WrittenSuite {
  readonly cases: readonly EvaluationCase[];
  /** The prompt that the cases are for; null where a text alone could not stand for it. */
  readonly prompt: string | null;
}

/**
 * Cases as a test configuration in promptfoo's format. Cases that a model has written are marked in their metadata, and
 * `readCaseSuite` reads the mark back, so that evidence from them says what it is.
 */
export function writeCaseSuite({ cases, prompt }: WrittenSuite): string {
  const synthetic = cases.filter(({ isSynthetic }) => isSynthetic).length;
  const suite = {
    ...(prompt === null ? {} : { prompts: [prompt] }),
    tests: cases.map(toEntry),
  };
  const head = synthetic === 0 ? '' : headOf(synthetic);
  return `${head}${stringify(suite, { lineWidth: 0 })}`;
}

function headOf(count: number): string {
  const what = count === 1 ? 'This test case was' : `These ${count} test cases were`;
  return (
    `# ${what} drafted by a language model. Read each: mend what is wrong, drop what never happens.\n` +
    '# Remove `metadata.synthetic` from a case when it shows real use: until then, reports say that it is synthetic.\n'
  );
}

function toEntry({ description, vars, assertions, threshold, isSynthetic }: EvaluationCase): object {
  return {
    ...(description === null ? {} : { description }),
    ...(isSynthetic ? { metadata: { synthetic: true } } : {}),
    vars,
    ...(assertions.length === 0 ? {} : { assert: assertions.flatMap(toAssertion) }),
    ...(threshold === null ? {} : { threshold }),
  };
}

/** The forms that drafts have; others are never drafted. */
function toAssertion(assertion: Assertion): object[] {
  const { type } = assertion;
  if (type === 'is-json') return [{ type }];
  if (type === 'llm-rubric') return [{ type, value: assertion.rubric }];
  if (type === 'equals') {
    return assertion.value.kind === 'text' ? [{ type, value: assertion.value.text }] : [];
  }
  const isText = type === 'contains' || type === 'icontains' || type === 'starts-with';
  return isText ? [{ type, value: assertion.value }] : [];
}
