import {
  reasoningAnswer,
  reasoningAnswerSchema,
  reasoningMessages,
  type ReasoningPrompt,
} from '../../prompts/reasoning-prompt.ts';
import { askJudge } from './ask-judge.ts';
import type { Judge, Judgement } from './judgement.ts';
import { isUnitScore } from './unit-interval.ts';

/** The step rubric of METRICS.md, every item in [0, 1]. `score` (R) is their mean; null when the task has no reasoning to show. */
export interface ReasoningJudgement {
  readonly score: number | null;
  readonly items: {
    readonly validity: number;
    readonly informativeness: number;
    readonly coverage: number;
    readonly consistency: number;
  };
}

/** R of one output, for the Reasoning Gain Index at tier E2. */
export function judgeReasoning(
  judge: Judge,
  { task, output, repeat = 0 }: ReasoningPrompt & { readonly repeat?: number },
): Promise<Judgement<ReasoningJudgement>> {
  return askJudge(judge, {
    messages: reasoningMessages({ task, output }),
    answer: reasoningAnswer,
    schema: reasoningAnswerSchema,
    read: ({ hasReasoning, ...items }) => {
      const scores = Object.values(items);
      if (!scores.every(isUnitScore)) return null;
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      return { score: hasReasoning ? mean : null, items };
    },
    judged: [task, output],
    answerTokens: 150,
    repeat,
  });
}
