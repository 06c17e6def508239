import { parentPort } from 'node:worker_threads';
import { describeError } from '../core/errors.ts';
import type { ThreadAnswer, ThreadRequest } from './asking-thread.ts';

/** Answers a request that this thread was sent through an `AskingThread`; an exception is an answer too. */
export function answerRequest<Task>(
  { id, task }: ThreadRequest<Task>,
  answer: (task: Task) => Promise<unknown>,
): void {
  void answer(task).then(
    (value) => post({ id, answer: value }),
    (error: unknown) => post({ id, failed: describeError(error) }),
  );
}

function post(message: ThreadAnswer<unknown>): void {
  parentPort?.postMessage(message);
}
