import type { Check } from '../../model.ts';
import { coverageAnswer, coverageAnswerSchema, coverageMessages } from '../../prompts/coverage-prompt.ts';
import { askJudge } from './ask-judge.ts';
import type { Requirement } from './extract-requirements.ts';
import { settled, type Judge, type Judgement } from './judgement.ts';
import { locateQuote } from './locate-quote.ts';
import { modelReason } from '../model-engine/model-reason.ts';

export interface CoverageInput {
  readonly original: string;
  readonly candidate: string;
  readonly requirements: readonly Requirement[];
}

/**
 * One check for each requirement, in their order. Passed: its lines stand unchanged in the candidate, or the judge has
 * quoted where it stands. Failed: the judge says that it is missing or changed. Unknown: all else, a failed call
 * included. The value is never null.
 */
export async function checkCoverage(
  judge: Judge,
  { original, candidate, requirements }: CoverageInput,
): Promise<Judgement<readonly Check[]>> {
  const candidateLines = new Set(linesOf(candidate));
  const isUnchanged = ({ span }: Requirement): boolean => {
    const lines = linesOf(linesAround(original, span));
    return lines.join('').length >= leastEvidence && lines.every((line) => candidateLines.has(line));
  };
  const open = requirements.filter((requirement) => !isUnchanged(requirement));
  const judged = open.length === 0 ? settled(new Map<string, Result>()) : await ask(judge, candidate, open);
  const results = judged.value ?? new Map<string, Result>();
  const checks = requirements.map((requirement) =>
    open.includes(requirement)
      ? toCheck(requirement, results.get(requirement.id), candidate)
      : passed(requirement, 'Its lines stand unchanged.'),
  );
  return { ...judged, value: checks };
}

/** Characters of a line that says enough to stand for itself; shorter ones depend on what is around them. */
const leastEvidence = 20;

interface Result {
  readonly status: 'kept' | 'changed' | 'missing';
  readonly quote: string;
}

function ask(
  judge: Judge,
  candidate: string,
  requirements: readonly Requirement[],
): Promise<Judgement<ReadonlyMap<string, Result>>> {
  return askJudge(judge, {
    messages: coverageMessages({ prompt: candidate, requirements }),
    answer: coverageAnswer,
    schema: coverageAnswerSchema,
    read: ({ results }) => worstById(results),
    judged: [candidate],
    answerTokens: 100 + 80 * requirements.length,
  });
}

const order = ['kept', 'changed', 'missing'] as const;

/** A requirement that is judged twice keeps the worse result. */
function worstById(results: readonly (Result & { readonly id: string })[]): ReadonlyMap<string, Result> {
  const worst = new Map<string, Result>();
  for (const { id, ...result } of results) {
    const known = worst.get(id);
    if (known === undefined || order.indexOf(result.status) > order.indexOf(known.status))
      worst.set(id, result);
  }
  return worst;
}

function toCheck(requirement: Requirement, result: Result | undefined, candidate: string): Check {
  if (result === undefined) return check(requirement, 'unknown', 'It was not judged.');
  if (result.status === 'missing') return check(requirement, 'failed', 'It is missing.');
  const span = locateQuote(candidate, result.quote);
  const evidence = span === null ? '' : modelReason(candidate.slice(span.start, span.end), 'constraints').why;
  if (result.status === 'changed') {
    return check(requirement, 'failed', evidence === '' ? 'It is changed.' : `It is changed: “${evidence}”.`);
  }
  if (span === null) return check(requirement, 'unknown', 'The judge gave no exact quote.');
  return passed(requirement, `“${evidence}”.`);
}

function passed(requirement: Requirement, evidence: string): Check {
  return check(requirement, 'passed', evidence);
}

function check({ id, text }: Requirement, status: Check['status'], detail: string): Check {
  return { id: `requirement-${id}`, status, detail: `${text} ${detail}` };
}

/** The whole lines in which a span lies. */
function linesAround(text: string, { start, end }: Requirement['span']): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(start === 0 ? 0 : from, to < 0 ? text.length : to);
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
