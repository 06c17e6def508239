import {
  cancelled,
  failed,
  type ChatCall,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
} from './chat-model.ts';
import { linkAbort } from './linked-abort.ts';

export interface TimeoutLimits {
  /** Longest silence before the answer begins, in milliseconds. */
  readonly firstTokenMs: number;
  /** Longest time of a whole call, in milliseconds. */
  readonly totalMs: number;
}

/** A reasoning model may think for a minute before its first token. */
export const defaultTimeouts: TimeoutLimits = { firstTokenMs: 120_000, totalMs: 300_000 };

/** Ends calls that do not begin or do not end in time, and cancelled ones at once, even if the model ignores its signal. */
export function withTimeout(model: ChatModel, limits: TimeoutLimits = defaultTimeouts): ChatModel {
  return { ...model, complete: (request, call) => completeInTime({ model, limits, request, call }) };
}

interface TimedCall {
  readonly model: ChatModel;
  readonly limits: TimeoutLimits;
  readonly request: ChatRequest;
  readonly call: ChatCall;
}

function completeInTime({ model, limits, request, call }: TimedCall): Promise<ChatResult> {
  const abort = linkAbort(call.signal);
  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(firstToken);
      clearTimeout(total);
      call.signal.removeEventListener('abort', onCancel);
      abort.release();
    };
    const finish = (result: ChatResult): void => {
      release();
      resolve(result);
    };
    const fail = (error: Error): void => {
      release();
      reject(error);
    };
    const expire = (detail: string, limitMs: number): void => {
      finish(failed({ reason: 'timeout', detail }, limitMs));
      abort.abort();
    };
    const onCancel = (): void => finish(cancelled());
    const { firstTokenMs, totalMs } = limits;
    const firstToken = setTimeout(
      () => expire(`No answer began within ${firstTokenMs / 1000} s.`, firstTokenMs),
      firstTokenMs,
    );
    const total = setTimeout(
      () => expire(`The answer did not end within ${totalMs / 1000} s.`, totalMs),
      totalMs,
    );
    const onFirstToken = (): void => {
      clearTimeout(firstToken);
      call.onFirstToken?.();
    };
    call.signal.addEventListener('abort', onCancel, { once: true });
    if (call.signal.aborted) finish(cancelled());
    else void model.complete(request, { ...call, signal: abort.signal, onFirstToken }).then(finish, fail);
  });
}
