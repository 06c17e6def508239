import type { PromptText } from '../../model.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import { shiftSpan } from '../../prompts/sections/slice-prompt.ts';
import { extractRequirements, numbered, type Requirement } from '../judges/extract-requirements.ts';
import type { Work } from '../modules.ts';
import type { SectionJudge } from './section-judge.ts';

/** Requirements of a long prompt that are kept; each section has its share, the weightiest first. */
const mostOfAll = 240;

/** Fewest that a section may name, however many sections there are. */
const leastOfSection = 5;

/**
 * The requirements of a prompt, by sections where the context is too small for the whole. Null when they could not be
 * listed for a section that can be read, or when nothing demands anything.
 */
export async function listRequirements(
  judge: SectionJudge,
  { original, sections }: { readonly original: PromptText; readonly sections: SectionedPrompt },
  work: Work,
): Promise<readonly Requirement[] | null> {
  const answers = await judge.askParts(
    (limitTokens) => sections.sections(original, limitTokens).filter(({ text }) => text.trim() !== ''),
    {
      mayRepeat: true,
      ask: (asked, { text }) =>
        extractRequirements(asked, text, sections.outline(judge.window.limitTokens())),
    },
    work,
  );
  if (answers.some(({ part, value }) => value === null && !part.isOverLimit)) return null;
  const share = Math.max(leastOfSection, Math.floor(mostOfAll / Math.max(1, answers.length)));
  const located = answers.flatMap(({ part, value }) =>
    (value ?? []).slice(0, share).map((requirement) => ({
      ...requirement,
      span: shiftSpan(requirement.span, part.span.start),
    })),
  );
  return located.length === 0 ? null : numbered(located);
}
