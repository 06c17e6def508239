import { PromptOpsError } from '../../core/errors.ts';
import type { CommandId } from '../manifest.ts';
import { OptimizationSession } from '../session/optimization-session.ts';
import type { Sessions } from '../session/sessions.ts';
import { queuedRuns } from './queue-view.ts';

export type QueueCommands = Readonly<
  Record<Extract<CommandId, `promptops.queue.${string}`>, (run?: unknown) => unknown>
>;

/** The handlers of the Queue view's commands. */
export function createQueueCommands(sessions: Sessions): QueueCommands {
  return {
    'promptops.queue.reveal': (run) => sessions.reveal(requireRun(run)),
    'promptops.queue.cancel': (run) => requireRun(run).cancel(),
    'promptops.queue.cancelAll': () => {
      // Those that wait first, or they would begin when the others end.
      for (const run of queuedRuns(sessions).reverse()) run.cancel();
    },
  };
}

function requireRun(run: unknown): OptimizationSession {
  if (run instanceof OptimizationSession) return run;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No run was named.',
    nextStep: 'Choose one in the Queue view.',
  });
}
