import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';

/** Who is asked, and until when. */
export interface Judge {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly signal: AbortSignal;
  /** Tokens that an answer may take at most where the context is small; absent: as many as the question allows. */
  readonly mostOutputTokens?: number;
}

/** What came of asking: the value, or null when it is missing data, with what the calls were like. */
export interface Judgement<Value> {
  readonly value: Value | null;
  /** Failures of single calls; there may be some beside a value. */
  readonly failures: readonly ChatFailure[];
  /** Calls that were made, those answered by the cache included. */
  readonly calls: number;
  /** Milliseconds of the calls that had to wait for one another. */
  readonly criticalPathMs: number;
}

/** A value that needed no call. */
export function settled<Value>(value: Value): Judgement<Value> {
  return { value, failures: [], calls: 0, criticalPathMs: 0 };
}
