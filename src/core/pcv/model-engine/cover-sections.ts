import type { PromptText } from '../../model.ts';
import type { SectionedPrompt, SectionPair } from '../../prompts/sections/sectioned-prompt.ts';
import { askCoverage, type CoverageResult, type CoverageResults } from '../judges/check-coverage.ts';
import { standsIn, type Requirement } from '../judges/extract-requirements.ts';
import type { Work } from '../modules.ts';
import type { SectionJudge } from './section-judge.ts';

interface CoverageSubject {
  readonly candidate: PromptText;
  readonly sections: SectionedPrompt;
  readonly requirements: readonly Requirement[];
}

/**
 * Looks for requirements in a candidate of any length: each in the section where it stood, and what is missing there in
 * all other sections, for a rewrite may move it. Requirements without a result were not judged.
 */
export async function coverSections(
  judge: SectionJudge,
  { candidate, sections, requirements }: CoverageSubject,
  work: Work,
): Promise<CoverageResults> {
  const ask = (choose: (pair: SectionPair) => readonly Requirement[]): Promise<readonly SectionResults[]> =>
    askSections(judge, { candidate, sections, choose }, work);
  const atHome = await ask(({ before }) => requirements.filter(standsIn(before.span)));
  const found = joinResults(atHome);
  const lost = requirements.filter(({ id }) => found.get(id)?.status === 'missing');
  const isWhole = sections.pairs(candidate, judge.window.limitTokens()).length === 1;
  if (lost.length === 0 || isWhole) return found;
  const elsewhere = await ask(({ before }) => {
    const isAtHome = standsIn(before.span);
    return lost.filter((requirement) => !isAtHome(requirement));
  });
  return new Map([...found, ...lost.flatMap(({ id }) => lookElsewhere(id, elsewhere))]);
}

interface SectionResults {
  readonly asked: readonly Requirement[];
  /** Null where the section could not be judged. */
  readonly results: CoverageResults | null;
}

interface SectionQuestion extends Pick<CoverageSubject, 'candidate' | 'sections'> {
  readonly choose: (pair: SectionPair) => readonly Requirement[];
}

async function askSections(
  judge: SectionJudge,
  { candidate, sections, choose }: SectionQuestion,
  work: Work,
): Promise<readonly SectionResults[]> {
  const answers = await judge.askParts(
    (limitTokens) =>
      sections.pairs(candidate, limitTokens).flatMap((pair) => {
        const asked = choose(pair);
        return asked.length === 0 ? [] : [{ ...pair.after, asked }];
      }),
    { mayRepeat: false, ask: (model, { text, asked }) => askCoverage(model, text, asked) },
    work,
  );
  return answers.map(({ part, value }) => ({ asked: part.asked, results: value }));
}

function joinResults(sections: readonly SectionResults[]): ReadonlyMap<string, CoverageResult> {
  return new Map(sections.flatMap(({ results }) => [...(results ?? [])]));
}

/** Kept anywhere is kept; it is missing only when every section was judged. */
function lookElsewhere(
  id: string,
  sections: readonly SectionResults[],
): readonly (readonly [string, CoverageResult])[] {
  const results = sections
    .filter(({ asked }) => asked.some((requirement) => requirement.id === id))
    .map((section) => section.results?.get(id) ?? null);
  const kept = results.find((result) => result?.status === 'kept');
  if (kept !== undefined && kept !== null) return [[id, kept]];
  return results.includes(null) ? [[id, unknown]] : [];
}

/** A claim without a quote is no evidence: the check comes out as unknown. */
const unknown: CoverageResult = { status: 'kept', quote: '' };
