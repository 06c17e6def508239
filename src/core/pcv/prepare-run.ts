import type { CallChain } from '../models/call-chain.ts';
import { withReading } from './examine-candidate.ts';
import type { Critique, Preparation } from './modules.ts';
import { originalId, type Run } from './run.ts';
import type { Emit } from './run-rounds.ts';

/**
 * Lets the models look at the original, which everything is judged against. Where they cannot, the run goes on with
 * the static rubric alone and says so. Resolves to the chain of the calls that this took.
 */
export async function prepareRun(run: Run, emit: Emit): Promise<CallChain> {
  const { modules, signal, prompt } = run.request;
  const chain = run.chain.fork();
  const { trial } = modules.verifier;
  if (trial === undefined || !modules.critic.hasHeadroom(run.rubric.critique)) return chain;
  const work = { signal, chain };
  const ending = (await trial.look?.(run.rubric, work)) ?? null;
  if (ending !== null) {
    applyPreparation({ run, reading: null, preparation: ending, emit });
    return chain;
  }
  const [reading, preparation] = await Promise.all([
    modules.critic.read?.(prompt, work) ?? null,
    trial.prepare(run.rubric, work),
  ]);
  applyPreparation({ run, reading, preparation, emit });
  return chain;
}

interface Prepared {
  readonly run: Run;
  readonly reading: Critique | null;
  readonly preparation: Preparation;
  readonly emit: Emit;
}

function applyPreparation({ run, reading, preparation, emit }: Prepared): void {
  if (preparation.kind === 'no-headroom') run.ending = 'no-headroom';
  if (preparation.kind === 'failed') {
    run.ending = 'provider-failed';
    run.request.models?.onFailed?.(preparation.error);
  }
  if (preparation.kind !== 'ready') run.notes.push(preparation.detail);
  if (preparation.kind === 'failed' || preparation.kind === 'unavailable') return;
  const quality = preparation.quality ?? reading?.quality ?? null;
  if (quality === null) {
    run.notes.push('The Critic’s model gave no usable reading of the original, so the rules judged alone.');
    return;
  }
  run.basis = 'models';
  const { critique } = run.rubric;
  // Known to candidates at once, to the Proposer only when its round is due: its questions depend on no race.
  run.original = { ...run.rubric, critique: { quality, findings: withReading(critique, reading) } };
  emit({
    type: 'critique-end',
    round: 0,
    candidateId: originalId,
    quality,
    findings: run.original.critique.findings,
  });
}
