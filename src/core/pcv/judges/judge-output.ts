import type { RubricJudgement } from '../../evaluation/cases/case-result.ts';
import type { CaseJudge } from '../../evaluation/cases/case-target.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import {
  rubricAnswer,
  rubricAnswerSchema,
  rubricMessages,
  type RubricPrompt,
} from '../../prompts/rubric-prompt.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import { askJudge } from './ask-judge.ts';
import type { Judge, Judgement } from './judgement.ts';
import { isUnitScore } from './unit-interval.ts';

export interface OutputJudgement {
  /** In [0, 1]. */
  readonly score: number;
  readonly passed: boolean;
  readonly reason: string;
}

/** How far an output meets a rubric, tier E2. */
export function judgeOutput(
  judge: Judge,
  { rubric, output, repeat = 0 }: RubricPrompt & { readonly repeat?: number },
): Promise<Judgement<OutputJudgement>> {
  return askJudge(judge, {
    messages: rubricMessages({ rubric, output }),
    answer: rubricAnswer,
    schema: rubricAnswerSchema,
    read: ({ score, pass, reason }) =>
      isUnitScore(score) ? { score, passed: pass, reason: modelReason(reason, 'clarity').why } : null,
    judged: [output],
    answerTokens: 200,
    repeat,
  });
}

/** A model as the judge of cases: a failed call is missing data there too. */
export function createCaseJudge(model: ChatModel): CaseJudge {
  return async (question, signal): Promise<RubricJudgement> => {
    const { value, failures } = await judgeOutput({ model, signal }, question);
    if (value !== null) return { kind: 'judged', ...value };
    return { kind: 'failed', failure: failures[0] ?? noAnswer };
  };
}

const noAnswer = { reason: 'invalid-answer', detail: 'The judge gave no answer.' } as const;
