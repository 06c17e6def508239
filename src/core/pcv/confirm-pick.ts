import { createCallChain } from '../models/call-chain.ts';
import { knownText, originalId, updateFront, type Run } from './run.ts';

/** Texts that are looked at again before the original is kept: each look is a new chance for noise. */
const mostLooks = 3;

/**
 * Looks again at what the run would offer. A text that does not hold up leaves the front, and the next one is looked
 * at; the best of many candidates owes part of its lead to luck.
 */
export async function confirmPick(run: Run): Promise<void> {
  const { trial } = run.request.modules.verifier;
  if (trial === undefined || run.basis === 'rubric') return;
  for (let look = 1; run.pick.id !== originalId; look += 1) {
    const isRefuted = look > mostLooks || !(await holdsUp(run));
    if (!isRefuted) return;
    run.known.delete(run.pick.id);
    updateFront(run);
  }
}

async function holdsUp(run: Run): Promise<boolean> {
  const { modules, signal } = run.request;
  const { trial } = modules.verifier;
  const known = knownText(run, run.pick.id);
  const { measured } = known;
  if (trial === undefined) return true;
  const chain = createCallChain(run.chain.lengthMs());
  const { prompt, tokens } = measured;
  const { original } = run;
  const subject = { id: run.pick.id, original, prompt, tokens, field: null, verdict: known.verdict };
  const examination = await trial.confirm(subject, { signal, chain });
  run.chain.join(chain);
  const decision = examination.decide({ original: run.original, measured });
  if (decision.kind === 'rejected') return false;
  const { verdict } = decision;
  run.known.set(run.pick.id, { ...known, verdict, checks: [...known.checks, ...examination.checks] });
  return true;
}
