import type { Span } from '../../model.ts';
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

/** Requirements that are kept; a model that lists more was asked for fewer. */
const mostRequirements = 60;

/**
 * The atomic requirements of a prompt, asked for once: the cache answers when it is asked again. What has no exact quote
 * in the prompt is dropped; a prompt of which nothing is left is missing data.
 */
export function extractRequirements(
  judge: Judge,
  prompt: string,
): Promise<Judgement<readonly Requirement[]>> {
  return askJudge(judge, {
    messages: requirementsMessages(prompt),
    answer: requirementsAnswer,
    schema: requirementsAnswerSchema,
    read: ({ requirements }) => {
      const located = requirements.flatMap(({ text, quote }) => locateRequirement(prompt, text, quote));
      const kept = located.slice(0, mostRequirements);
      return kept.length === 0
        ? null
        : kept.map((requirement, index) => ({ id: `r${index + 1}`, ...requirement }));
    },
    judged: [prompt],
    answerTokens: 3000,
  });
}

function locateRequirement(prompt: string, text: string, quote: string): Omit<Requirement, 'id'>[] {
  const span = locateQuote(prompt, quote);
  if (span === null || text.trim() === '') return [];
  return [{ text: modelReason(text, 'constraints').why, quote: prompt.slice(span.start, span.end), span }];
}
