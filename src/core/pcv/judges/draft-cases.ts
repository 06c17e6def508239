import type { Assertion, EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
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
  { count, ...draft }: CaseDraftPrompt,
): Promise<Judgement<readonly EvaluationCase[]>> {
  const { prompt, variables } = draft;
  const asked = Math.min(Math.max(1, Math.floor(count)), mostDraftedCases);
  return askJudge(judge, {
    messages: caseDraftMessages({ ...draft, count: asked }),
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
