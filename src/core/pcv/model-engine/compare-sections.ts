import type { PromptText } from '../../model.ts';
import type { SectionedPrompt, SectionPair } from '../../prompts/sections/sectioned-prompt.ts';
import { comparePrompts } from '../judges/compare-prompts.ts';
import type { Comparison } from '../judges/compare-texts.ts';
import { standsIn, type Requirement } from '../judges/extract-requirements.ts';
import type { Outcome } from '../judges/sequential-vote.ts';
import type { Work } from '../modules.ts';
import type { SectionJudge } from './section-judge.ts';

interface ComparisonSubject {
  readonly candidate: PromptText;
  readonly sections: SectionedPrompt;
  readonly requirements: readonly Requirement[];
  readonly orders: 'both' | 'one';
  readonly repeats: number;
  readonly firstRepeat: number;
}

/** Tokens that a pair may have for each token that a section may have: two versions, of which one has grown. */
const pairAllowance = 2.4;

/**
 * Compares a candidate with the original: whole where both fit into the context, else every section
 * that changed with its counterpart. Null when one of them has no comparison.
 */
export async function compareSections(
  judge: SectionJudge,
  { candidate, sections, requirements, ...samples }: ComparisonSubject,
  work: Work,
): Promise<Comparison | null> {
  const answers = await judge.askParts(
    (limitTokens) => {
      const pairs = sections.pairs(candidate, limitTokens);
      const changed = pairs.filter(({ before, after }) => before.text !== after.text);
      return (pairs.length === 1 ? pairs : changed).map((pair) => sized(pair, limitTokens));
    },
    {
      mayRepeat: false,
      ask: (asked, { before, after }) =>
        comparePrompts(asked, {
          requirements: requirements.filter(standsIn(before.span)).map(({ text }) => text),
          original: before.text,
          candidate: after.text,
          outline: sections.outline(judge.window.limitTokens()),
          ...samples,
        }),
    },
    work,
  );
  return joinComparisons(answers.map(({ value }) => value));
}

interface SizedPair extends SectionPair {
  readonly tokens: number;
  readonly isOverLimit: boolean;
}

function sized({ before, after }: SectionPair, limitTokens: number): SizedPair {
  const tokens = Math.max(before.tokens, after.tokens);
  const isOverLimit = before.tokens + after.tokens > pairAllowance * limitTokens;
  return { before, after, tokens, isOverLimit };
}

function joinComparisons(all: readonly (Comparison | null)[]): Comparison | null {
  const judged = all.filter((comparison) => comparison !== null);
  const [only] = judged;
  if (only === undefined || judged.length < all.length) return null;
  if (judged.length === 1) return only;
  return {
    outcome: outcomeOf(judged.map(({ outcome }) => outcome)),
    pairs: judged.flatMap(({ pairs }) => pairs),
    reasons: [...new Set(judged.flatMap(({ reasons }) => reasons))].slice(0, 3),
  };
}

/**
 * One section that is worse makes the whole worse; the whole is better only when most of what changed is, so that more
 * changes give chance no more ways to win.
 */
function outcomeOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('loss')) return 'loss';
  const wins = outcomes.filter((outcome) => outcome === 'win').length;
  return 2 * wins > outcomes.length ? 'win' : 'tie';
}
