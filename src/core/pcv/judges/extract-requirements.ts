import type { Span } from '../../model.ts';
import type { Outline } from '../../prompts/data-messages.ts';
import {
  requirementsAnswer,
  requirementsAnswerSchema,
  requirementsMessages,
} from '../../prompts/requirements-prompt.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import { askJudge } from './ask-judge.ts';
import type { Judge, Judgement } from './judgement.ts';
import { locateQuote } from './locate-quote.ts';

/** One demand of a prompt that an answer can meet or miss. */
export interface Requirement {
  /** Unique within its prompt. */
  readonly id: string;
  readonly text: string;
  /** The passage that demands it, as it stands at `span`. */
  readonly quote: string;
  readonly span: Span;
}

/** Whether a requirement begins in a section of the original. */
export function standsIn({ start, end }: Span): (requirement: Requirement) => boolean {
  return ({ span }) => span.start >= start && span.start < end;
}

/** Requirements of one text that are kept; a model that lists more was asked for fewer. */
const mostRequirements = 60;

/**
 * The atomic requirements of a prompt, asked for once: the cache answers when it is asked again. What has no exact quote
 * in the prompt is dropped; a prompt of which nothing is left is missing data. One section of a longer prompt, which
 * comes with an outline, may demand nothing.
 */
export function extractRequirements(
  judge: Judge,
  prompt: string,
  outline?: Outline,
): Promise<Judgement<readonly Requirement[]>> {
  return askJudge(judge, {
    messages: requirementsMessages(prompt, outline),
    answer: requirementsAnswer,
    schema: requirementsAnswerSchema,
    read: ({ requirements }) => {
      const located = requirements.flatMap(({ text, quote }) => locateRequirement(prompt, text, quote));
      const kept = located.slice(0, mostRequirements);
      const mayBeNone = outline !== undefined && requirements.length === 0;
      return kept.length === 0 && !mayBeNone ? null : numbered(kept);
    },
    judged: [prompt],
    answerTokens: 3000,
  });
}

/** Gives requirements ids that are unique within their prompt. */
export function numbered(requirements: readonly Omit<Requirement, 'id'>[]): readonly Requirement[] {
  return requirements.map((requirement, index) => ({ ...requirement, id: `r${index + 1}` }));
}

function locateRequirement(prompt: string, text: string, quote: string): Omit<Requirement, 'id'>[] {
  const span = locateQuote(prompt, quote);
  if (span === null || text.trim() === '') return [];
  return [{ text: modelReason(text, 'constraints').why, quote: prompt.slice(span.start, span.end), span }];
}
