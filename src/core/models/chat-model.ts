/** A language model as the core sees it: messages in, text out, failures as values. Nothing here ever throws. */
export interface ChatModel {
  /** Name of the model as its endpoint knows it. */
  readonly name: string;
  /** Address of the endpoint, without credentials. */
  readonly endpoint: string;
  complete(request: ChatRequest, call: ChatCall): Promise<ChatResult>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** The form of answer that is asked for, as a JSON schema. Endpoints that know none get it in words. */
export interface AnswerSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Everything that decides the answer, and nothing else: two equal requests may share one answer. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerSchema | null;
  /** Null leaves it to the endpoint. Models that take none get none. */
  readonly temperature: number | null;
  readonly maxOutputTokens: number;
  /** Which sample of the same question this is, from 0. */
  readonly repeat: number;
}

/** What belongs to one call alone. */
export interface ChatCall {
  readonly signal: AbortSignal;
  /** Asked before every request on the wire, retries and fallbacks included; a refusal is the call's failure. */
  readonly beforeRequest?: () => BudgetFailure | null;
  /** Called when the first part of the answer has come. */
  readonly onFirstToken?: () => void;
  /**
   * Takes the answer piece by piece as it comes. A retry begins again with `onFirstToken`; an answer out of the cache
   * comes whole, without pieces.
   */
  readonly onText?: (piece: string) => void;
}

/** Tokens as the provider reports them. `cachedInputTokens` are part of `inputTokens`. */
export interface ChatUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What an endpoint says it still takes before it refuses; null: it does not say. */
export interface Allowance {
  readonly requests: AllowanceLeft | null;
  readonly tokens: AllowanceLeft | null;
}

/** What is left, and the milliseconds until it is full again; null: not said. */
export interface AllowanceLeft {
  readonly remaining: number;
  readonly resetMs: number | null;
}

export interface ChatAnswer {
  readonly kind: 'answered';
  readonly text: string;
  /** Null when the endpoint reports none. */
  readonly usage: ChatUsage | null;
  readonly finishReason: 'stop' | 'unknown';
  /** Milliseconds from the call to the end of the answer. */
  readonly latencyMs: number;
  readonly source: 'model' | 'cache';
  /** Absent when the endpoint says nothing of limits. */
  readonly allowance?: Allowance;
}

export interface ChatFailed {
  readonly kind: 'failed';
  readonly failure: ChatFailure;
  readonly latencyMs: number;
  /** What was used all the same: absent when the endpoint does not say, null when it is booked elsewhere. */
  readonly usage?: ChatUsage | null;
  readonly allowance?: Allowance;
}

export type ChatResult = ChatAnswer | ChatFailed;

interface FailureOf<Reason extends string> {
  readonly reason: Reason;
  /** One line for people, without keys and without the text of the prompt. */
  readonly detail: string;
}

/** The endpoint may be asked again, after `retryAfterMs` when it says so. */
interface BusyFailure extends FailureOf<'rate-limited' | 'overloaded'> {
  readonly retryAfterMs: number | null;
}

/** A limit of the run forbids the request; it was not sent. */
export type BudgetFailure = FailureOf<'budget'>;

/** Every way in which a call can fail. */
export type ChatFailure =
  | BusyFailure
  | BudgetFailure
  | FailureOf<
      | 'timeout'
      | 'refused'
      | 'length'
      | 'content-filter'
      | 'bad-request'
      | 'auth'
      | 'network'
      | 'invalid-answer'
      | 'cancelled'
    >;

/** The failure of a call as its result. */
export function failed(failure: ChatFailure, latencyMs = 0): ChatFailed {
  return { kind: 'failed', failure, latencyMs };
}

/** The failure of a call that was given up. */
export function cancelled(): ChatFailed {
  return failed({ reason: 'cancelled', detail: 'The call was cancelled.' });
}
