import { buildReport } from './build-report.ts';
import { confirmPick } from './confirm-pick.ts';
import type { RunEvent } from './events.ts';
import type { OptimizeRequest } from './optimize-request.ts';
import { createQueue } from './queue.ts';
import { runRounds, type Emit } from './run-rounds.ts';
import { currentUsage, startRun, type Run } from './run.ts';
import { isWithoutJudgement, settleByRubric } from './settle-round.ts';
import { linkAbort } from '../models/linked-abort.ts';

/**
 * Runs the Proposer-Critic-Verifier loop on one prompt and yields what happens. It ends with `run-end`, also when it is
 * cancelled, a budget is used up or the provider fails: the best verified candidate so far is kept. Whoever stops
 * reading cancels it.
 */
export async function* optimize(request: OptimizeRequest): AsyncGenerator<RunEvent, void> {
  const events = createQueue<RunEvent>();
  const abort = linkAbort(request.signal);
  const finished = runToEnd({ ...request, signal: abort.signal }, events.push).then(
    () => events.close(),
    (error: unknown) => events.close(toError(error)),
  );
  try {
    yield* events;
  } finally {
    abort.abort();
    abort.release();
    await finished;
  }
}

async function runToEnd(request: OptimizeRequest, emit: Emit): Promise<void> {
  const run = await startRun(request);
  const emitWithUsage: Emit = (event) => emit(withUsage(run, event));
  emit(runStart(run));
  const stopReason = await runRounds(run, emitWithUsage);
  if (isWithoutJudgement(run)) {
    run.notes.push('No model gave a usable judgement of any candidate, so the rules judged alone.');
    settleByRubric(run, emitWithUsage);
  }
  await confirmPick(run);
  emit({ type: 'run-end', report: await buildReport({ run, stopReason }) });
}

function runStart({ request, rubric }: Run): RunEvent {
  return {
    type: 'run-start',
    run: request.run,
    iterations: request.settings.iterations,
    original: {
      text: rubric.prompt.text,
      tokens: rubric.tokens,
      quality: rubric.critique.quality,
    },
    ...(request.models?.forecast === undefined ? {} : { forecast: request.models.forecast }),
  };
}

/** Rounds that ask models take long: what they use is told with each of their steps. */
function withUsage(run: Run, event: RunEvent): RunEvent {
  if (run.request.models === undefined) return event;
  switch (event.type) {
    case 'proposal-end':
    case 'critique-end':
    case 'verification-end':
      return { ...event, usage: currentUsage(run) };
    case 'run-start':
    case 'round-start':
    case 'proposal-start':
    case 'candidate':
    case 'round-end':
    case 'run-end':
      return event;
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
