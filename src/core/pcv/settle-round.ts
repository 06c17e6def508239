import { decide, measuredBy, allChecks, verificationEnd } from './examine-candidate.ts';
import type { CandidateWork, ExaminedCandidate, ScreenedCandidate } from './examine-candidate.ts';
import { lambdaObjective } from '../metrics/lambda.ts';
import type { Parent } from './modules.ts';
import { currentUsage, adoptOriginal, toMember, updateFront, type Run } from './run.ts';
import type { Emit } from './run-rounds.ts';

interface RoundWorks {
  readonly number: number;
  readonly works: readonly CandidateWork[];
}

/** Waits for the candidates of a round, takes those that were accepted into the front, and reports the round. */
export async function settleRound(run: Run, { number, works }: RoundWorks, emit: Emit): Promise<void> {
  const examined = await Promise.all(works.map((work) => work.examined));
  run.chain.join(...works.map(({ chain }) => chain));
  for (const candidate of examined) {
    if (candidate === null) continue;
    run.examined.push(candidate);
    remember(run, candidate);
  }
  const ids = new Set(works.map(({ id }) => id));
  run.fresh = run.fresh.filter(({ member }) => !ids.has(member.id));
  const gain = updateFront(run);
  const { convergenceThreshold } = run.request.settings;
  run.roundsWithoutGain = gain > convergenceThreshold ? 0 : run.roundsWithoutGain + 1;
  const { front, pick } = run;
  emit({ type: 'round-end', round: number, front, pickId: pick.id, gain, usage: currentUsage(run) });
}

/** Takes a candidate into what is known, or notes why it was turned down. A text that is known already is dropped. */
function remember(run: Run, examined: ExaminedCandidate): void {
  const { candidate } = examined;
  const decision = decide(run, examined);
  const measured = measuredBy(run, examined);
  if (decision.kind === 'rejected' || measured === null) {
    const rejected =
      decision.kind === 'rejected' ? decision : { rejection: 'not-judged' as const, detail: '' };
    run.rejected.push({ candidate, rejection: rejected.rejection, detail: rejected.detail });
    return;
  }
  const isKnown = [...run.known.values()].some(({ member }) => member.text === candidate.text);
  if (isKnown) return;
  const { id, operator, round, steps } = candidate;
  const member = toMember({ id, operator, round, measured, original: run.original });
  const { verdict } = decision;
  run.known.set(id, { member, measured, steps, checks: allChecks(examined), verdict });
}

/** True when models were to judge and could judge no candidate at all. */
export function isWithoutJudgement(run: Run): boolean {
  const { trial } = run.request.modules.verifier;
  if (run.basis === 'rubric' || trial?.mayFallBack !== true || run.examined.length === 0) return false;
  return run.examined.every((examined) => {
    const decision = decide(run, examined);
    return decision.kind === 'rejected' && decision.rejection === 'not-judged';
  });
}

/** Decides anew on every candidate by the static rubric alone. */
export function settleByRubric(run: Run, emit: Emit): void {
  run.basis = 'rubric';
  run.rejected.length = 0;
  run.original = run.rubric;
  run.known.clear();
  adoptOriginal(run);
  for (const examined of run.examined) {
    remember(run, examined);
    const decision = decide(run, examined);
    const rejected = decision.kind === 'rejected' ? decision : null;
    emit(verificationEnd(examined.candidate, rejected, examined.checks));
  }
  updateFront(run);
}

/**
 * The candidates of a round that hold the contract and that the rubric does not hold for worse, the best first: texts
 * that may be developed while models still judge them.
 */
export async function freshParents(run: Run, works: readonly CandidateWork[]): Promise<readonly Parent[]> {
  const screenings = await Promise.all(works.map(({ screening }) => screening));
  const passed: ScreenedCandidate[] = [];
  for (const screening of screenings) {
    if (screening.kind === 'rejected') run.rejected.push(screening.idea);
    else passed.push(screening.screened);
  }
  const { lambda } = run.request.settings;
  const { verifier } = run.request.modules;
  return passed
    .filter(({ prompt, tokens, rubric }) => {
      const measured = { prompt, tokens, critique: rubric };
      return verifier.verifyQuality({ original: run.rubric, measured }).kind === 'accepted';
    })
    .map((screened) => toParent(run, screened))
    .sort((a, b) => lambdaObjective(b.member, lambda) - lambdaObjective(a.member, lambda));
}

function toParent({ rubric: original }: Run, screened: ScreenedCandidate): Parent {
  const { candidate, prompt, tokens, rubric } = screened;
  const { id, operator, round, steps } = candidate;
  const measured = { prompt, tokens, critique: rubric };
  const member = toMember({ id, operator, round, measured, original });
  return { member, prompt, findings: rubric.findings, steps };
}
