import type { JudgedPair } from '../../metrics/pairwise-gain.ts';
import type { Check, RunSettings } from '../../model.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { checkCoverage } from '../judges/check-coverage.ts';
import { comparePrompts } from '../judges/compare-prompts.ts';
import type { Comparison } from '../judges/compare-texts.ts';
import { extractRequirements, type Requirement } from '../judges/extract-requirements.ts';
import type { Judge } from '../judges/judgement.ts';
import { createPositionConsistency, type PositionConsistency } from '../judges/position-consistency.ts';
import type { Trial, TrialEvidence, TrialSubject, Work } from '../modules.ts';
import type { JudgeWatch } from './judge-watch.ts';
import { confirmByReading, decideByReading } from './reading-decision.ts';

export interface ReadingTrialOptions {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly settings: RunSettings;
  readonly watch: JudgeWatch;
}

/**
 * The Verifier's trial where there are no cases, tier E1: a model looks for every requirement of the original in the
 * candidate, and compares the two texts, in both orders unless the settings say one. Every candidate gets one sample; only the text that would be
 * offered is compared again, since only there it can change the decision.
 */
export function createReadingTrial(options: ReadingTrialOptions): ReadingTrial {
  const { settings, watch } = options;
  const consistency = createPositionConsistency();
  const state: TrialState = { ...options, consistency, halfJudged: 0 };
  return {
    mayFallBack: true,
    prepare: async (original, work) => {
      if (settings.requirementCoverage) {
        const text = original.prompt.text;
        const judge = judgeOf(options, work);
        state.requirements = await watch.askAgain(judge, (asked) => extractRequirements(asked, text));
      }
      return { kind: 'ready', quality: null };
    },
    examine: async (subject, work) => {
      const [checks, comparison] = await Promise.all([
        cover(state, subject, work),
        compare(state, { subject, repeats: 1, firstRepeat: 0 }, work),
      ]);
      const isCovered = (state.requirements ?? null) !== null || !settings.requirementCoverage;
      const reading = { checks, comparison, isCovered, settings };
      return { checks, quality: null, decide: (measured) => decideByReading(reading, measured) };
    },
    confirm: async (subject, work) => {
      const { judgeRepeats: repeats } = settings;
      const isAsked = repeats > 1;
      const comparison = isAsked ? await compare(state, { subject, repeats, firstRepeat: 1 }, work) : null;
      const reading = { comparison, isAsked, settings, before: subject.verdict };
      return { checks: [], quality: null, decide: (measured) => confirmByReading(reading, measured) };
    },
    cover: (subject, work) => cover(state, subject, work),
    evidence: () => evidenceOf(state),
  };
}

/** The trial of texts; where cases decide, it looks for requirements alone. */
export interface ReadingTrial extends Trial {
  cover(subject: TrialSubject, work: Work): Promise<readonly Check[]>;
}

interface TrialState extends ReadingTrialOptions {
  readonly consistency: PositionConsistency;
  /** Pairs that were judged in one order, since nobody asked for the other. */
  halfJudged: number;
  /** Of the original; null when they could not be listed, absent before they were asked for. */
  requirements?: readonly Requirement[] | null;
}

function judgeOf({ model }: ReadingTrialOptions, { signal, chain }: Work): Judge {
  return { model: chain.follow(model), signal };
}

interface ComparisonPlan {
  readonly subject: TrialSubject;
  readonly repeats: number;
  readonly firstRepeat: number;
}

async function compare(
  state: TrialState,
  { subject, ...samples }: ComparisonPlan,
  work: Work,
): Promise<Comparison | null> {
  const comparison = await state.watch.ask(() =>
    comparePrompts(judgeOf(state, work), {
      requirements: (state.requirements ?? []).map(({ text }) => text),
      original: subject.original.prompt.text,
      candidate: subject.prompt.text,
      orders: ordersOf(state.settings),
      ...samples,
    }),
  );
  const pairs = comparison?.pairs ?? [];
  if (state.settings.bothOrders) state.consistency.add(pairs);
  else state.halfJudged += pairs.filter(isHalfJudged).length;
  return comparison;
}

/** In how many orders the judges of a run see each pair. */
export function ordersOf({ bothOrders }: Pick<RunSettings, 'bothOrders'>): 'both' | 'one' {
  return bothOrders ? 'both' : 'one';
}

function isHalfJudged({ originalFirst, candidateFirst }: JudgedPair): boolean {
  return originalFirst !== null || candidateFirst !== null;
}

async function cover(state: TrialState, subject: TrialSubject, work: Work): Promise<readonly Check[]> {
  const requirements = state.requirements ?? [];
  const original = subject.original.prompt.text;
  const candidate = subject.prompt.text;
  const checks = await state.watch.ask(() =>
    checkCoverage(judgeOf(state, work), { original, candidate, requirements }),
  );
  return checks ?? requirements.map(notChecked);
}

function notChecked({ id, text }: Requirement): Check {
  return { id: `requirement-${id}`, status: 'unknown', detail: `${text} It was not judged.` };
}

function evidenceOf({ watch, consistency, halfJudged, requirements, settings }: TrialState): TrialEvidence {
  const { positionConsistency, isLow, pairs } = consistency.summary();
  const sentences = [
    watch.sentence(),
    isLow ? unsteadyJudge : null,
    settings.requirementCoverage && requirements === null ? noRequirements : null,
  ];
  return {
    sentences: sentences.filter((sentence) => sentence !== null),
    positionConsistency,
    judgedPairs: pairs + halfJudged,
    requirements: requirements?.length ?? null,
    cases: null,
  };
}

const unsteadyJudge =
  'The judge often preferred whichever text stood first or second, so take its verdicts with care.';

const noRequirements =
  'The requirements of the original could not be listed, so no candidate counts as improved.';
