import type { Assertion, EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import type { Placeholder } from '../../model.ts';
import {
  caseDraftAnswer,
  caseDraftAnswerSchema,
  caseDraftMessages,
  type CaseDraftPrompt,
  type DraftedCase,
} from '../../prompts/case-draft-prompt.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import { askJudge } from './ask-judge.ts';
import { mostDraftedCases } from './most-drafted-cases.ts';
import type { Judge, Judgement } from './judgement.ts';

/** Characters of one value: drafts are read by people. */
const longestValue = 20_000;

/**
 * Drafts cases for a prompt, marked as synthetic. A draft that does not fill exactly the variables of the prompt is
 * dropped, as are expectations without a value; null when no draft is left.
 */
export function draftCases(
  judge: Judge,
  { prompt, variables, count }: CaseDraftPrompt,
): Promise<Judgement<readonly EvaluationCase[]>> {
  const asked = Math.min(Math.max(1, Math.floor(count)), mostDraftedCases);
  return askJudge(judge, {
    messages: caseDraftMessages({ prompt, variables, count: asked }),
    answer: caseDraftAnswer,
    schema: caseDraftAnswerSchema,
    read: ({ cases }) => {
      const valid = withoutRepeats(cases.filter((draft) => fillsExactly(draft, variables)));
      return valid.length === 0 ? null : valid.slice(0, asked).map(toCase);
    },
    judged: [prompt],
    answerTokens: 600 * asked,
    temperature: 0.7,
  });
}

/**
 * Names of the values that the cases of a prompt must give, as cases are rendered: positional placeholders by their
 * number. Control blocks and special tokens are no values; `<name>` and `[name]` are, unless another notation is in use:
 * then they are often part of what the model is to write.
 */
export function variableNames(placeholders: readonly Placeholder[]): readonly string[] {
  const values = placeholders.filter(isValue);
  const certain = values.filter(({ kind }) => kind !== 'angle' && kind !== 'bracket');
  const chosen = certain.length > 0 ? certain : values;
  const named = chosen.filter(({ positional }) => !positional).map(({ name }) => name);
  const positional = chosen.filter((placeholder) => placeholder.positional).map((_, index) => String(index));
  return [...new Set([...named, ...positional])];
}

function isValue({ kind, text }: Placeholder): boolean {
  if (kind === 'block' || kind === 'special-token') return false;
  return kind !== 'erb' || /^<%-?=/.test(text);
}

function fillsExactly({ vars }: DraftedCase, variables: readonly string[]): boolean {
  const names = new Set(vars.map(({ name }) => name));
  return (
    names.size === vars.length &&
    names.size === new Set(variables).size &&
    variables.every((name) => names.has(name)) &&
    vars.every(({ value }) => value.length <= longestValue && !namesFile(value))
  );
}

/** In a configuration such a value would be read from a file: a model does not choose files. */
function namesFile(value: string): boolean {
  return value.trimStart().toLowerCase().startsWith('file://');
}

function withoutRepeats(drafts: readonly DraftedCase[]): readonly DraftedCase[] {
  return [...new Map(drafts.map((draft) => [keyOf(draft), draft])).values()];
}

function keyOf({ vars }: DraftedCase): string {
  return JSON.stringify(vars.map(({ name, value }) => [name, value]).sort());
}

function toCase(draft: DraftedCase, index: number): EvaluationCase {
  const { description, vars, assert } = draft;
  return {
    id: `draft-${index + 1}`,
    description: description.trim() === '' ? null : modelReason(description, 'clarity').why,
    vars: Object.fromEntries(vars.map(({ name, value }) => [name, value])),
    assertions: assert.flatMap(toAssertion),
    threshold: null,
    source: null,
    place: null,
    isSynthetic: true,
  };
}

const base = { weight: 1, isNegated: false, metric: null, place: null } as const;

function toAssertion({ type, value }: DraftedCase['assert'][number]): Assertion[] {
  if (type === 'is-json') return [{ ...base, type, schema: null }];
  if (value.trim() === '' || value.length > longestValue || namesFile(value)) return [];
  switch (type) {
    case 'llm-rubric':
      return [{ ...base, type, rubric: value, threshold: null }];
    case 'equals':
      return [{ ...base, type, value: { kind: 'text', text: value } }];
    case 'contains':
    case 'icontains':
    case 'starts-with':
      return [{ ...base, type, value }];
  }
}
