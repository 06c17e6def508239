import type { LiteralPlace } from './literal-context.ts';
import type { Evidence, LiteralFacts } from './score-prompt.ts';

const weights: Readonly<Record<LiteralPlace, number>> = {
  value: 0,
  docstring: -6,
  thrown: -8,
  key: -8,
  type: -8,
  import: -10,
  comparison: -5,
  statement: -5,
  markup: -4,
};

const reasons: Readonly<Record<LiteralPlace, string>> = {
  value: '',
  docstring: 'a docstring',
  thrown: 'an error that is thrown',
  key: 'a key',
  type: 'part of a type',
  import: 'a module name',
  comparison: 'compared with something',
  statement: 'not used by the code',
  markup: 'text of the user interface',
};

/** Evidence from where the literal stands: its grammatical place and its file. */
export function placeEvidence({ context, path }: LiteralFacts): Evidence[] {
  const evidence: Evidence[] = [];
  const weight = weights[context.place];
  if (weight !== 0) evidence.push({ weight, why: reasons[context.place] });
  evidence.push(...pathEvidence(path.replaceAll('\\', '/').toLowerCase()));
  return evidence;
}

function pathEvidence(path: string): Evidence[] {
  const evidence: Evidence[] = [];
  if (/prompts?(?=[/._-]|$)/.test(path)) evidence.push({ weight: 1.5, why: 'file named after prompts' });
  else if (/(^|[/._-])(llm|agents?|ai|chat|rag|instructions)(?=[/._-]|$)/.test(path)) {
    evidence.push({ weight: 0.5, why: 'file named after models or agents' });
  }
  if (
    /(^|\/)(tests?|__tests__|fixtures?|__snapshots__|mocks?)\/|\.(test|spec)\.|(^|\/)test_|_test\.|conftest/.test(
      path,
    )
  ) {
    evidence.push({ weight: -2, why: 'test file' });
  }
  if (/(^|\/)(locales?|i18n|lang|messages)\//.test(path)) evidence.push({ weight: -3, why: 'translations' });
  return evidence;
}
