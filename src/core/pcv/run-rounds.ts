import { isAbortError, yieldToHost } from '../abort.ts';
import { isPromptOpsError } from '../errors.ts';
import { createRandom } from '../evaluation/random.ts';
import type { FrontMember, StopReason } from '../model.ts';
import type { CallChain } from '../models/call-chain.ts';
import type { RunEvent } from './events.ts';
import { examineCandidate, type CandidateWork, type Screening } from './examine-candidate.ts';
import type { Parent, RoundField } from './modules.ts';
import { prepareRun } from './prepare-run.ts';
import { adoptOriginal, currentUsage, knownText, type Run } from './run.ts';
import { freshParents, settleRound } from './settle-round.ts';
import { exhaustedBudget, stopAfterRound } from './stop.ts';

/** Takes the events of a run as they happen. */
export type Emit = (event: RunEvent) => void;

/** A round under way: its candidates are examined while its proposals still come. */
interface Round {
  readonly number: number;
  readonly works: CandidateWork[];
}

/**
 * Runs rounds until there is a reason to end. In the sequential schedule a round waits for the judgements of the one
 * before; overlapped, it waits for its proposals, and for the judgements of the round before that. What a round is
 * given never depends on which of several calls came first: a second run asks the same questions.
 */
export async function runRounds(run: Run, emit: Emit): Promise<StopReason> {
  const preparation = prepareRun(run, emit);
  const rounds: Round[] = [];
  const settling = settler({ run, preparation, rounds, emit });
  try {
    if (isGated(run)) await preparation;
    return await runUntilStop({ run, preparation, rounds, emit, settling });
  } finally {
    // Whatever was paid for counts; after a cancel the calls end at once.
    await settling(Infinity);
  }
}

interface Rounds {
  readonly run: Run;
  readonly preparation: Promise<CallChain>;
  readonly rounds: Round[];
  readonly emit: Emit;
}

type Settle = (upTo: number) => Promise<void>;

async function runUntilStop(input: Rounds & { readonly settling: Settle }): Promise<StopReason> {
  const { run, rounds, emit, settling } = input;
  const lag = lagOf(run);
  for (;;) {
    await yieldToHost();
    await settling(run.round - lag);
    const stopReason = stopBeforeRound(run);
    if (stopReason !== null) return stopReason;
    run.round += 1;
    emit({ type: 'round-start', round: run.round });
    const round: Round = { number: run.round, works: [] };
    rounds.push(round);
    try {
      await propose(input, round);
    } catch (error) {
      return stopReasonOfError(error, run.request.signal);
    }
  }
}

/** Rounds whose judgements a new round does not wait for. */
function lagOf({ request }: Run): number {
  return isOverlapped(request) ? 1 : 0;
}

function isOverlapped({ settings, modules }: Run['request']): boolean {
  return settings.schedule === 'overlapped' && modules.verifier.trial !== undefined;
}

function isGated({ request }: Run): boolean {
  return request.modules.verifier.trial?.look !== undefined || !isOverlapped(request);
}

/** Settles rounds in their order, each once, when all of its candidates have been examined. */
function settler({ run, preparation, rounds, emit }: Rounds): Settle {
  let settled = 0;
  let isPrepared = false;
  return async (upTo) => {
    if (upTo >= 0 && !isPrepared) {
      run.chain.join(await preparation);
      adoptOriginal(run);
      isPrepared = true;
    }
    for (; settled < Math.min(upTo, rounds.length); settled += 1) {
      const round = rounds[settled];
      if (round !== undefined) await settleRound(run, round, emit);
    }
  };
}

function stopBeforeRound(run: Run): StopReason | null {
  const { request, rubric, round, roundsWithoutGain, pick } = run;
  if (request.signal.aborted) return 'cancelled';
  if (run.ending !== null) return run.ending;
  const usage = currentUsage(run);
  if (round === 0 && !request.modules.critic.hasHeadroom(rubric.critique)) return 'no-headroom';
  if (round === 0) return exhaustedBudget(usage, request.settings.budget);
  const pickQuality = pick.quality.value;
  return stopAfterRound({ round, roundsWithoutGain, pickQuality, usage }, request.settings);
}

function stopReasonOfError(error: unknown, signal: AbortSignal): StopReason {
  if (signal.aborted || isAbortError(error)) return 'cancelled';
  if (isPromptOpsError(error) && error.reason === 'provider-failed') return 'provider-failed';
  throw error;
}

async function propose({ run, preparation, emit }: Rounds, round: Round): Promise<void> {
  const { settings, modules, signal } = run.request;
  emit({ type: 'proposal-start', round: round.number });
  const proposals = modules.proposer.propose(
    {
      round: round.number,
      settings,
      parents: parentsOf(run),
      rejected: [...run.rejected],
      knownTexts: new Set(run.texts),
    },
    { signal, chain: run.chain },
  );
  const { field, announce } = openField(run);
  const proposed: { readonly id: string; readonly operator: CandidateOperator; readonly text: string }[] = [];
  try {
    for await (const proposal of proposals) {
      const { id, operator, text, parentIds } = proposal.candidate;
      proposed.push({ id, operator, text });
      emit({ type: 'candidate', round: round.number, candidateId: id, operator, text, parentIds });
      round.works.push(examineCandidate({ run, proposal, prepared: preparation, field, emit }));
    }
  } finally {
    proposed.sort((a, b) => (a.id < b.id ? -1 : 1));
    round.works.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { text } of proposed) run.texts.add(text);
    emit({ type: 'proposal-end', round: round.number, candidates: proposed });
    announce(round.works);
    run.fresh = await freshParents(run, round.works);
  }
}

/** Where a round waits for the one before, its candidates are judged together, against the best so far. */
function openField(run: Run): {
  readonly field: RoundField | null;
  readonly announce: (works: readonly CandidateWork[]) => void;
} {
  if (isOverlapped(run.request)) return { field: null, announce: () => undefined };
  const { measured, member } = knownText(run, run.pick.id);
  let resolve: (ids: Promise<readonly string[]>) => void = () => undefined;
  const candidateIds = new Promise<readonly string[]>((settle) => {
    resolve = settle;
  });
  return {
    field: {
      incumbent: { id: member.id, prompt: measured.prompt, tokens: measured.tokens },
      candidateIds,
      chain: run.chain,
    },
    announce: (works) => resolve(passedIds(works)),
  };
}

/** Candidates that have passed the free checks, and will be examined. */
async function passedIds(works: readonly CandidateWork[]): Promise<readonly string[]> {
  const screenings = await Promise.allSettled(works.map(({ screening }) => screening));
  const hasPassed = (result: PromiseSettledResult<Screening> | undefined): boolean =>
    result?.status === 'fulfilled' && result.value.kind === 'passed';
  return works.flatMap(({ id }, index) => (hasPassed(screenings[index]) ? [id] : []));
}

/**
 * Texts of the front in the order in which they become parents: with cases, drawn by the cases on which each is the best
 * (GEPA, arXiv 2507.19457), so that what is good on some cases only is developed too; else the pick comes first.
 */
function drawnByWins({ request, round }: Run, members: readonly FrontMember[]): readonly FrontMember[] {
  const wins = request.modules.verifier.trial?.wins?.(members.map(({ id }) => id));
  if (wins === undefined) return members;
  const random = createRandom(round);
  // The largest of u^(1/w): a draw without replacement by weight (Efraimidis and Spirakis 2006).
  const key = (weight: number): number => (weight === 0 ? 0 : random() ** (1 / weight));
  return members
    .map((member) => ({ member, key: key(wins.get(member.id) ?? 0) }))
    .sort((a, b) => b.key - a.key)
    .map(({ member }) => member);
}

type CandidateOperator = Parent['member']['operator'] & Exclude<Parent['member']['operator'], 'original'>;

/** What the next round may start from: what is still being judged first, then the pick, then the rest of the front. */
function parentsOf(run: Run): readonly Parent[] {
  const ordered = drawnByWins(run, [run.pick, ...run.front.filter(({ id }) => id !== run.pick.id)]);
  const judged = ordered.map((member) => {
    const { measured, steps } = knownText(run, member.id);
    return { member, prompt: measured.prompt, findings: measured.critique.findings, steps };
  });
  const parents = isOverlapped(run.request) ? [...run.fresh, ...judged] : judged;
  // A text can be fresh and known at once when two operators have led to it.
  return parents.filter(
    ({ prompt }, index) => parents.findIndex((other) => other.prompt.text === prompt.text) === index,
  );
}
