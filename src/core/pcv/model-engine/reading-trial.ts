import type { JudgedPair } from '../../metrics/pairwise-gain.ts';
import type { Check, RunSettings } from '../../model.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import { checkCoverage } from '../judges/check-coverage.ts';
import type { Comparison } from '../judges/compare-texts.ts';
import type { Requirement } from '../judges/extract-requirements.ts';
import { createPositionConsistency, type PositionConsistency } from '../judges/position-consistency.ts';
import type { Trial, TrialEvidence, TrialSubject, Work } from '../modules.ts';
import { compareSections } from './compare-sections.ts';
import { coverSections } from './cover-sections.ts';
import { listRequirements } from './list-requirements.ts';
import { confirmByReading, decideByReading } from './reading-decision.ts';
import type { SectionJudge } from './section-judge.ts';

export interface ReadingTrialOptions {
  readonly judge: SectionJudge;
  /** The prompt of the run, whose sections its rewrites share. */
  readonly sections: SectionedPrompt;
  readonly settings: RunSettings;
}

/**
 * The Verifier's trial where there are no cases, tier E1: a model looks for every requirement of the original in the
 * candidate, and compares the two texts, in both orders unless the settings say one. Every candidate gets one sample; only the text that would be
 * offered is compared again, since only there it can change the decision.
 */
export function createReadingTrial(options: ReadingTrialOptions): ReadingTrial {
  const { settings, judge, sections } = options;
  const consistency = createPositionConsistency();
  const state: TrialState = { ...options, consistency, halfJudged: 0 };
  return {
    mayFallBack: true,
    prepare: async (original, work) => {
      if (settings.requirementCoverage) {
        const subject = { original: original.prompt, sections };
        state.requirements = await listRequirements(judge, subject, work);
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
  const { judge, sections, requirements, settings } = state;
  const versions = { candidate: subject.prompt, sections, requirements: requirements ?? [] };
  const plan = { ...versions, orders: ordersOf(settings), ...samples };
  const comparison = await compareSections(judge, plan, work);
  const pairs = comparison?.pairs ?? [];
  if (settings.bothOrders) state.consistency.add(pairs);
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

function cover(
  { judge, sections, requirements }: TrialState,
  { original, prompt: candidate }: TrialSubject,
  work: Work,
): Promise<readonly Check[]> {
  const texts = { original: original.prompt.text, candidate: candidate.text };
  return checkCoverage({ ...texts, requirements: requirements ?? [] }, (open) =>
    coverSections(judge, { candidate, sections, requirements: open }, work),
  );
}

function evidenceOf(state: TrialState): TrialEvidence {
  const { judge, consistency, halfJudged, requirements, settings } = state;
  const { positionConsistency, isLow, pairs } = consistency.summary();
  const sentences = [
    judge.watch.sentence(),
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
