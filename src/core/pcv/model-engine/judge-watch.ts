import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';
import type { Judge, Judgement } from '../judges/judgement.ts';

/** Keeps an eye on a model that judges: one that cannot be used is not asked for ever. */
export interface JudgeWatch {
  /** Asks, unless the model was given up: then, and when the call fails, the value is null. */
  ask<Value>(question: () => Promise<Judgement<Value>>): Promise<Value | null>;
  /** Asks, and once more with another sample when an answer came that cannot be used. */
  askAgain<Value>(judge: Judge, question: (judge: Judge) => Promise<Judgement<Value>>): Promise<Value | null>;
  /** What has gone wrong, as a sentence; null when nothing has that matters. */
  sentence(): string | null;
}

/** Failures in a row after which a model that has never answered is given up, and one that has. */
const mostFailures = { atFirst: 3, later: 8 } as const;

/** A watch over one role of one run. */
export function createJudgeWatch(role: JudgingRole): JudgeWatch {
  let failures = 0;
  let missing = 0;
  let hasAnswered = false;
  let last: ChatFailure | null = null;
  let isGivenUp = false;
  const note = (judgement: Judgement<unknown>): void => {
    const failure = judgement.failures.find(countsAgainstModel);
    if (judgement.failures.length < judgement.calls || failure === undefined) {
      hasAnswered ||= judgement.calls > 0 && judgement.value !== null;
      failures = 0;
    } else {
      last = failure;
      missing += 1;
      failures += 1;
      const most = hasAnswered ? mostFailures.later : mostFailures.atFirst;
      isGivenUp ||= failures >= most || isForGood(failure);
    }
  };
  const ask = async <Value>(question: () => Promise<Judgement<Value>>): Promise<Judgement<Value> | null> => {
    if (isGivenUp) return null;
    const judgement = await question();
    note(judgement);
    return judgement;
  };
  return {
    ask: async (question) => (await ask(question))?.value ?? null,
    askAgain: async (judge, question) => {
      const first = await ask(() => question(judge));
      const isUnusable = first?.failures.some(isUnusableAnswer) === true;
      if (first === null || first.value !== null || !isUnusable) return first?.value ?? null;
      return (await ask(() => question({ ...judge, model: nextSample(judge.model) })))?.value ?? null;
    },
    sentence: () => describe({ role, last, missing, isGivenUp }),
  };
}

/** The same model, asked for another sample of every question: the cache has the first one. */
function nextSample(model: ChatModel): ChatModel {
  return {
    ...model,
    complete: (request, call) => model.complete({ ...request, repeat: request.repeat + 1 }, call),
  };
}

interface WatchState {
  readonly role: JudgingRole;
  readonly last: ChatFailure | null;
  readonly missing: number;
  readonly isGivenUp: boolean;
}

function describe({ role, last, missing, isGivenUp }: WatchState): string | null {
  if (last === null) return null;
  const reason = last.detail.trim().replace(/[.!?…]+$/u, '');
  const words = wordsOf[role];
  return isGivenUp ? words.givenUp(reason) : words.missing(missing, reason);
}

type JudgingRole = 'critic' | 'verifier';

interface WatchWords {
  readonly givenUp: (reason: string) => string;
  readonly missing: (count: number, reason: string) => string;
}

// Whole sentences, so that they can be translated.
const wordsOf: Readonly<Record<JudgingRole, WatchWords>> = {
  critic: {
    givenUp: (reason) => `The Critic’s model was given up: ${reason}.`,
    missing: (count, reason) =>
      count === 1
        ? `1 judgement of the Critic’s model is missing and counts for nothing: ${reason}.`
        : `${count} judgements of the Critic’s model are missing and count for nothing: ${reason}.`,
  },
  verifier: {
    givenUp: (reason) => `The Verifier’s model was given up: ${reason}.`,
    missing: (count, reason) =>
      count === 1
        ? `1 judgement of the Verifier’s model is missing and counts for nothing: ${reason}.`
        : `${count} judgements of the Verifier’s model are missing and count for nothing: ${reason}.`,
  },
};

/** Limits of the run say nothing about a model. */
function countsAgainstModel({ reason }: ChatFailure): boolean {
  return reason !== 'budget' && reason !== 'cancelled';
}

/** An answer came; another sample may be better. */
function isUnusableAnswer({ reason }: ChatFailure): boolean {
  return ['invalid-answer', 'refused', 'length', 'content-filter'].includes(reason);
}

/** The next call would meet the same. */
function isForGood({ reason }: ChatFailure): boolean {
  return reason === 'auth';
}
