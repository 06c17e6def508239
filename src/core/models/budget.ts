import {
  failed,
  type BudgetFailure,
  type ChatCall,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
} from './chat-model.ts';
import { linkAbort } from './linked-abort.ts';
import type { CallAccount } from './usage-ledger.ts';

/**
 * Keeps a run within its limits: asked before every request on the wire, told of every answer; calls that are under
 * way when the run's time is up are ended. Answers out of the cache cost nothing and are never held back.
 */
export function withBudget(model: ChatModel, account: CallAccount): ChatModel {
  return {
    ...model,
    complete: async (request, call) => {
      const result = await completeInTime({ model, account, request, call });
      if (result.kind === 'answered') account.countAnswer(request, result);
      else account.countFailure(request, result);
      return result;
    },
  };
}

interface BudgetedCall {
  readonly model: ChatModel;
  readonly account: CallAccount;
  readonly request: ChatRequest;
  readonly call: ChatCall;
}

async function completeInTime({ model, account, request, call }: BudgetedCall): Promise<ChatResult> {
  const remainingMs = account.remainingMs();
  const beforeRequest = (): BudgetFailure | null => admitRequest(account, call);
  if (remainingMs === null) return model.complete(request, { ...call, beforeRequest });
  const abort = linkAbort(call.signal);
  // A timer may fire a millisecond early; the run must find its time used up when the call ends.
  const timer = setTimeout(() => abort.abort(), Math.min(longestTimerMs, Math.ceil(remainingMs) + 2));
  try {
    const result = await model.complete(request, { ...call, signal: abort.signal, beforeRequest });
    const isOutOfTime = abort.signal.aborted && !call.signal.aborted && result.kind === 'failed';
    return isOutOfTime ? failed(describeLimit(account) ?? overdue, result.latencyMs) : result;
  } finally {
    clearTimeout(timer);
    abort.release();
  }
}

/** What timers can hold: 32 bits. A longer delay would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

const overdue: BudgetFailure = { reason: 'budget', detail: 'The time of the run is used up.' };

function admitRequest(account: CallAccount, call: ChatCall): BudgetFailure | null {
  const refusal = describeLimit(account) ?? call.beforeRequest?.() ?? null;
  if (refusal === null) account.countRequest();
  return refusal;
}

function describeLimit(account: CallAccount): BudgetFailure | null {
  const exhausted = account.exhausted();
  if (exhausted === null) return null;
  return { reason: 'budget', detail: `The budget of ${exhausted} is used up.` };
}
