import type { ChatModel, ChatUsage } from '../../models/chat-model.ts';
import type { RubricJudgement } from './case-result.ts';

/** The model whose outputs are looked at, with everything but the messages that decides them. */
export interface CaseTarget {
  /** With its decorators: cache, retry, budget. */
  readonly model: ChatModel;
  /** Null leaves it to the endpoint. */
  readonly temperature: number | null;
  readonly maxOutputTokens: number;
  /** What a call cost in US dollars; null when no price or no usage is known. */
  readonly costOf: (usage: ChatUsage | null) => number | null;
}

export interface RubricQuestion {
  readonly rubric: string;
  readonly output: string;
  /** Which sample this is, from 0. */
  readonly repeat: number;
}

/** Judges an output by a rubric. Never throws. */
export type CaseJudge = (question: RubricQuestion, signal: AbortSignal) => Promise<RubricJudgement>;
