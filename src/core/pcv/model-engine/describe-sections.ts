import type { PromptText } from '../../model.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import type { Trial } from '../modules.ts';

interface SectionedRole {
  /** How people know it, such as "Critic". */
  readonly role: string;
  /** What the role did by sections, as the end of a sentence. */
  readonly work: string;
  readonly original: PromptText;
  readonly sections: SectionedPrompt;
  readonly limitTokens: number;
}

/** What a reader has to know of a text that a model could not take whole; null where it could. */
export function describeSections(input: SectionedRole): string | null {
  const { role, work, original, sections, limitTokens } = input;
  if (limitTokens === 0)
    return `The context of the ${role}’s model is too small for even a section of the prompt.`;
  const parts = sections.sections(original, limitTokens);
  const unread = parts.filter(({ isOverLimit }) => isOverLimit);
  if (parts.length === 1 && unread.length === 0) return null;
  const how = `The prompt is too long for the ${role}’s model to take at once: ${work} in ${parts.length} sections.`;
  if (unread.length === 0) return how;
  const tokens = unread.reduce((sum, part) => sum + part.tokens, 0);
  const what = unread.length === 1 ? 'One of them' : `${unread.length} of them`;
  return `${how} ${what}, ${tokens} tokens, cannot be cut and is too long: it was left out.`;
}

/** A trial whose report says more of how its numbers came about. */
export function tellMore(trial: Trial, sentences: () => readonly (string | null)[]): Trial {
  return {
    ...trial,
    evidence: () => {
      const evidence = trial.evidence();
      const more = sentences().filter((sentence) => sentence !== null);
      return { ...evidence, sentences: [...more, ...evidence.sentences] };
    },
  };
}
