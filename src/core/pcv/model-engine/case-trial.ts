import { isAbortError } from '../../abort.ts';
import type { Baseline } from '../../evaluation/behaviour/baseline.ts';
import {
  createBehaviourEvaluator,
  type BehaviourEvaluator,
} from '../../evaluation/behaviour/behaviour-evaluator.ts';
import { defaultBehaviourSettings } from '../../evaluation/behaviour/behaviour-settings.ts';
import type { EvaluatedPrompt } from '../../evaluation/behaviour/case-run.ts';
import type { Confirmation } from '../../evaluation/behaviour/confirm.ts';
import type { RaceEntry } from '../../evaluation/behaviour/race.ts';
import type { CaseResult } from '../../evaluation/cases/case-result.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import { callCostUsd, type Price } from '../../metrics/cost.ts';
import { asksForReasoning } from '../../metrics/reasoning-scaffold.ts';
import type { Check, PromptText, RunSettings } from '../../model.ts';
import { createCallChains, type CallChains } from '../../models/call-chains.ts';
import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';
import { linkAbort } from '../../models/linked-abort.ts';
import type { TokenCounter } from '../../ports.ts';
import { createBehaviourPorts } from '../judges/behaviour-ports.ts';
import type { Quality } from '../../model.ts';
import type {
  Examination,
  MeasuredText,
  Preparation,
  Trial,
  TrialSubject,
  Work,
  ReasoningEvidence,
} from '../modules.ts';
import { originalId } from '../run.ts';
import { decideByConfirmation, decideByRace, lostRequirements, notDecided } from './case-decision.ts';
import { describeCases } from './case-evidence.ts';
import { qualityOnCases } from './case-quality.ts';
import { createOutputReasoning, type OutputReasoning } from './output-reasoning.ts';
import { providerFailure } from './provider-failure.ts';
import { ordersOf, type ReadingTrial } from './reading-trial.ts';
import { createRoundContests, type RoundContests } from './round-contest.ts';

export interface CaseTrialOptions {
  /** Answers the prompts; with all its decorators. */
  readonly target: ChatModel;
  readonly targetPrice: Price | null;
  /** Judges outputs; with all its decorators. */
  readonly judge: ChatModel;
  readonly cases: readonly EvaluationCase[];
  readonly original: PromptText;
  readonly settings: RunSettings;
  readonly counter: TokenCounter;
  /** The trial of the texts: requirements are looked for first, and it leads a search that has no cases. */
  readonly reading: ReadingTrial;
}

/** Tokens that an output may take; a longer one counts as a failed call. */
const mostOutputTokens = 4096;

/** Runs of cases under way at a time; what the endpoint bears is for its rate limit to find out. */
const concurrency = 16;

/**
 * The Verifier's trial where there are cases, tiers E2 and E3: after the requirements, outputs of the target model for
 * both prompts on the same cases. Some cases lead the search; the verdict comes from the others, which nobody has seen.
 */
export function createCaseTrial(options: CaseTrialOptions): Trial {
  const chains = createCallChains();
  const failures: ChatFailure[] = [];
  const results: ((promptId: string, result: CaseResult) => void)[] = [
    (_, result) => {
      if (result.kind === 'missing') failures.push(result.failure);
    },
  ];
  const evaluator = createEvaluator(options, chains, (id, result) =>
    results.forEach((tell) => tell(id, result)),
  );
  const reasoning = createReasoning(options, evaluator);
  if (reasoning !== null) results.push(reasoning.note);
  const found = { chains, failures, evaluator, reasoning, baseline: null, confirmation: null, ratings: null };
  const contests = createRoundContests(({ candidates, field }, work) => {
    const contest = { candidates, incumbent: evaluated(field.incumbent) };
    return within(trial, work, (signal) => evaluator.race(contest, signal));
  });
  const trial: CaseTrial = { ...options, ...found, contests };
  return {
    mayFallBack: false,
    ...(options.settings.headroomGate ? { look: (original, work) => look(trial, original, work) } : {}),
    prepare: (original, work) => prepare(trial, original, work),
    examine: (subject, work) => examine(trial, subject, work),
    confirm: (subject, work) => confirm(trial, subject, work),
    wins: (ids) => evaluator.wins(ids),
    evidence: () => describeCases(trial, options.reading.evidence()),
  };
}

/** A trial with what it has found out so far. */
export interface CaseTrial extends CaseTrialOptions {
  readonly chains: CallChains;
  readonly evaluator: BehaviourEvaluator<EvaluationCase>;
  readonly contests: RoundContests;
  /** Why calls of the target failed. */
  readonly failures: readonly ChatFailure[];
  /** Null where the outputs have no reasoning to show, or nobody is asked about it. */
  readonly reasoning: OutputReasoning | null;
  baseline: Baseline | null;
  confirmation: Confirmation | null;
  ratings: ReasoningEvidence | null;
}

/** Outputs are rated only where the prompt asks for reasoning at all, and on no more cases than the settings say. */
function createReasoning(
  { original, settings }: CaseTrialOptions,
  { split }: BehaviourEvaluator<EvaluationCase>,
): OutputReasoning | null {
  const cases = split.holdout.slice(0, settings.reasoningCases);
  return cases.length === 0 || !asksForReasoning(original)
    ? null
    : createOutputReasoning({ original, cases, concurrency });
}

function createEvaluator(
  options: CaseTrialOptions,
  chains: CallChains,
  onResult: (promptId: string, result: CaseResult) => void,
): BehaviourEvaluator<EvaluationCase> {
  const { target, targetPrice, judge, cases, original, settings, counter } = options;
  const ports = createBehaviourPorts({
    target: {
      model: chains.follow(target),
      temperature: null,
      maxOutputTokens: mostOutputTokens,
      costOf: (usage) => (usage === null ? null : callCostUsd(usage, targetPrice)),
    },
    judge: chains.follow(judge),
    orders: ordersOf(settings),
    counter,
    onResult,
  });
  const { alpha, margin, repeats, screeningCases, holdoutShare } = settings;
  return createBehaviourEvaluator({
    original: { id: originalId, ...original },
    cases,
    ports,
    settings: {
      ...defaultBehaviourSettings,
      alpha,
      margin,
      holdoutShare,
      baselineRepeats: repeats,
      minibatch: screeningCases,
      concurrency,
    },
  });
}

/** Runs the original on the cases; null where that shows headroom, or where no gate is asked for. */
async function look(trial: CaseTrial, original: MeasuredText, work: Work): Promise<Preparation | null> {
  const baseline = await within(trial, work, (signal) => trial.evaluator.baseline(signal));
  if (baseline === null) return { kind: 'unavailable', detail: cancelledSentence };
  trial.baseline = baseline;
  const { headroom } = baseline;
  if (headroom.kind === 'unknown') return unanswered(trial, headroom.sentence);
  if (headroom.kind === 'headroom' || !trial.settings.headroomGate) return null;
  return { kind: 'no-headroom', detail: headroom.sentence, quality: qualityOf(trial, original) };
}

async function prepare(trial: CaseTrial, original: MeasuredText, work: Work): Promise<Preparation> {
  const ending = trial.baseline === null ? await look(trial, original, work) : null;
  if (ending !== null) return ending;
  const ready = await trial.reading.prepare(original, work);
  if (ready.kind !== 'ready' || trial.evaluator.split.policy === 'confirm-only') return ready;
  return { kind: 'ready', quality: qualityOf(trial, original) };
}

function qualityOf(trial: CaseTrial, original: MeasuredText): Quality {
  return qualityOnCases({ ...trial, rubric: original, gain: 0, interval: null });
}

/** Without outputs of the original nothing can be compared: the run ends before it spends more. */
function unanswered({ failures, target }: CaseTrial, sentence: string): Preparation {
  const [failure] = failures;
  return failure === undefined
    ? { kind: 'unavailable', detail: `${sentence} The rules judged alone.` }
    : { kind: 'failed', detail: sentence, error: providerFailure(failure, target) };
}

const cancelledSentence = 'The run ended before the cases were run.';

async function examine(trial: CaseTrial, subject: TrialSubject, work: Work): Promise<Examination> {
  const { evaluator, reading } = trial;
  if (evaluator.split.policy === 'confirm-only') return reading.examine(subject, work);
  const { checks, entry } = await raceCovered(trial, subject, work);
  if (entry === null) return notDecided(checks);
  const { value, interval } = evaluator.searchGain(subject.id);
  const quality = qualityOnCases({ ...trial, rubric: subject.original, gain: value ?? 0, interval });
  const incumbent = subject.field?.incumbent ?? null;
  const rival = incumbent === null || incumbent.id === originalId ? null : incumbent;
  return { checks, quality, decide: (measured) => decideByRace({ entry, checks, rival }, measured) };
}

interface RacedCandidate {
  readonly checks: readonly Check[];
  /** Null where a requirement is lost, or the race was not run to its end. */
  readonly entry: RaceEntry | null;
}

/** Looks for the requirements as soon as a candidate has come; only what holds them takes part in the race. */
async function raceCovered(trial: CaseTrial, subject: TrialSubject, work: Work): Promise<RacedCandidate> {
  const { reading, contests, evaluator } = trial;
  const { field } = subject;
  const leave = (): void => {
    if (field !== null) contests.withdraw(subject.id, { field, work });
  };
  const checks = await reading.cover(subject, work).catch((error: unknown) => {
    // The others would wait for ever.
    leave();
    throw error;
  });
  if (lostRequirements(checks) !== null) {
    leave();
    return { checks, entry: null };
  }
  if (field !== null) return { checks, entry: await contests.enter(evaluated(subject), { field, work }) };
  const contest = { candidates: [evaluated(subject)], incumbent: originalOf(trial) };
  const entries = await within(trial, work, (signal) => evaluator.race(contest, signal));
  return { checks, entry: entries?.[0] ?? null };
}

async function confirm(trial: CaseTrial, subject: TrialSubject, work: Work): Promise<Examination> {
  const { evaluator } = trial;
  const hasCases = evaluator.split.holdout.length > 0;
  const confirmations = hasCases
    ? await within(trial, work, (signal) => evaluator.confirm([evaluated(subject)], signal))
    : [];
  const confirmation = confirmations?.[0] ?? null;
  trial.confirmation = confirmation;
  trial.ratings = isWorthRating(confirmation) ? await rateReasoning(trial, subject, work) : null;
  return { checks: [], quality: null, decide: () => decideByConfirmation(confirmation) };
}

/** What is turned down needs no ratings. */
function isWorthRating(confirmation: Confirmation | null): boolean {
  return confirmation !== null && confirmation.verdict !== 'regressed';
}

/** Rates the outputs that the confirmation has seen: the number decides nothing, so that it is asked for last. */
async function rateReasoning(
  trial: CaseTrial,
  { id }: TrialSubject,
  work: Work,
): Promise<ReasoningEvidence | null> {
  const { reasoning, chains, judge } = trial;
  if (reasoning === null) return null;
  return within(trial, work, (signal) => reasoning.rate(id, { model: chains.follow(judge), signal }));
}

/** Runs work on a signal of its own, by which its calls are told from others; null after a cancel. */
async function within<Result>(
  { chains }: CaseTrial,
  { signal, chain }: Work,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const own = linkAbort(signal);
  chains.assign(own.signal, chain);
  try {
    return await run(own.signal);
  } catch (error) {
    if (signal.aborted || isAbortError(error)) return null;
    throw error;
  } finally {
    own.release();
  }
}

function evaluated({ id, prompt }: Pick<TrialSubject, 'id' | 'prompt'>): EvaluatedPrompt {
  return { id, ...prompt };
}

function originalOf({ original }: CaseTrial): EvaluatedPrompt {
  return { id: originalId, ...original };
}
