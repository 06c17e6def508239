import type { PromptText } from '../../model.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import type { Trial } from '../modules.ts';

interface SectionedRole {
  readonly role: ReadingRole;
  readonly original: PromptText;
  readonly sections: SectionedPrompt;
  readonly limitTokens: number;
}

/** What a reader has to know of a text that a model could not take whole; null where it could. */
export function describeSections(input: SectionedRole): string | null {
  const { role, original, sections, limitTokens } = input;
  const words = wordsOf[role];
  if (limitTokens === 0) return words.tooSmall;
  const parts = sections.sections(original, limitTokens);
  const unread = parts.filter(({ isOverLimit }) => isOverLimit);
  if (parts.length === 1 && unread.length === 0) return null;
  const how = words.inSections(parts.length);
  if (unread.length === 0) return how;
  const tokens = unread.reduce((sum, part) => sum + part.tokens, 0);
  const leftOut =
    unread.length === 1
      ? `One of them, ${tokens} tokens, cannot be cut and is too long: it was left out.`
      : `${unread.length} of them, ${tokens} tokens, cannot be cut and are too long: they were left out.`;
  return `${how} ${leftOut}`;
}

type ReadingRole = 'proposer' | 'critic' | 'verifier';

interface SectionWords {
  readonly tooSmall: string;
  readonly inSections: (count: number) => string;
}

// Whole sentences, so that they can be translated.
const wordsOf: Readonly<Record<ReadingRole, SectionWords>> = {
  proposer: {
    tooSmall: 'The context of the Proposer’s model is too small for even a section of the prompt.',
    inSections: (count) =>
      `The prompt is too long for the Proposer’s model to take at once: it was rewritten in ${count} sections.`,
  },
  critic: {
    tooSmall: 'The context of the Critic’s model is too small for even a section of the prompt.',
    inSections: (count) =>
      `The prompt is too long for the Critic’s model to take at once: it was read in ${count} sections.`,
  },
  verifier: {
    tooSmall: 'The context of the Verifier’s model is too small for even a section of the prompt.',
    inSections: (count) =>
      `The prompt is too long for the Verifier’s model to take at once: what changed was judged in ${count} sections.`,
  },
};

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
