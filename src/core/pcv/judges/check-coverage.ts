import type { Check } from '../../model.ts';
import { coverageAnswer, coverageAnswerSchema, coverageMessages } from '../../prompts/coverage-prompt.ts';
import { askJudge } from './ask-judge.ts';
import type { Requirement } from './extract-requirements.ts';
import type { Judge, Judgement } from './judgement.ts';
import { locateQuote } from './locate-quote.ts';
import { modelReason } from '../model-engine/model-reason.ts';

export interface CoverageInput {
  readonly original: string;
  readonly candidate: string;
  readonly requirements: readonly Requirement[];
}

/** What was found of requirements, by their ids; those that are missing were not judged. */
export type CoverageResults = ReadonlyMap<string, CoverageResult>;

export interface CoverageResult {
  readonly status: 'kept' | 'changed' | 'missing';
  /** Where the judge has found it; whether that occurs is for the reader to see. */
  readonly quote: string;
}

/**
 * One check for each requirement, in their order. Passed: its lines stand unchanged in the candidate, or the judge has
 * quoted where it stands. Failed: the judge says that it is missing or changed. Unknown: all else, a failed call
 * included.
 */
export async function checkCoverage(
  { original, candidate, requirements }: CoverageInput,
  ask: (open: readonly Requirement[]) => Promise<CoverageResults>,
): Promise<readonly Check[]> {
  const candidateLines = new Set(linesOf(candidate));
  const isUnchanged = ({ span }: Requirement): boolean => {
    const lines = linesOf(linesAround(original, span));
    return lines.join('').length >= leastEvidence && lines.every((line) => candidateLines.has(line));
  };
  const open = new Set(requirements.filter((requirement) => !isUnchanged(requirement)));
  const results = open.size === 0 ? new Map<string, never>() : await ask([...open]);
  return requirements.map((requirement) =>
    open.has(requirement)
      ? toCheck(requirement, results.get(requirement.id), candidate)
      : passed(requirement, 'Its lines stand unchanged.'),
  );
}

/** Characters of a line that says enough to stand for itself; shorter ones depend on what is around them. */
const leastEvidence = 20;

/** Looks for requirements in one text, in one call. */
export function askCoverage(
  judge: Judge,
  candidate: string,
  requirements: readonly Requirement[],
): Promise<Judgement<CoverageResults>> {
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
function worstById(results: readonly (CoverageResult & { readonly id: string })[]): CoverageResults {
  const worst = new Map<string, CoverageResult>();
  for (const { id, ...result } of results) {
    const known = worst.get(id);
    if (known === undefined || order.indexOf(result.status) > order.indexOf(known.status))
      worst.set(id, result);
  }
  return worst;
}

function toCheck(requirement: Requirement, result: CoverageResult | undefined, candidate: string): Check {
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
  return { id: `requirement-${id}`, status, detail: `${asSentence(text)} ${detail}` };
}

/** Models leave out the full stop. */
function asSentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
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
