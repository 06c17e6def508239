import { pairwiseGain, type JudgedPair, type Preference } from '../../metrics/pairwise-gain.ts';
import type { ChatFailure } from '../../models/chat-model.ts';
import type { Outline } from '../../prompts/data-messages.ts';
import {
  comparisonAnswer,
  comparisonAnswerSchema,
  comparisonMessages,
  type ComparisonPrompt,
} from '../../prompts/comparison-prompt.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import { askJudge } from './ask-judge.ts';
import { firstPlaceOf } from './first-place.ts';
import { settled, type Judge, type Judgement } from './judgement.ts';
import { stateOfVote, type Outcome, type VoteCount } from './sequential-vote.ts';

export interface ComparisonInput {
  readonly subject: ComparisonPrompt['subject'];
  readonly task: string;
  readonly original: string;
  readonly candidate: string;
  /** Present where both are one section of a longer text. */
  readonly outline?: Outline | undefined;
  /** Most samples; each is a call for each of its orders. More are drawn only while they can change the outcome. */
  readonly repeats?: number;
  /** `one`: half the calls, and nobody knows how far the judge follows the place; `both` where it is absent. */
  readonly orders?: 'both' | 'one';
  /** Number of the first sample, from 0. */
  readonly firstRepeat?: number;
}

export interface Comparison {
  readonly outcome: Outcome;
  /** Every sample, for the position consistency of the judge; judgements that are missing or not asked for are null. */
  readonly pairs: readonly JudgedPair[];
  /** What the judge said for the side that it preferred, at most once each; its labels A and B are not resolved. */
  readonly reasons: readonly string[];
}

/**
 * Judges two texts under neutral labels, in both orders side by side unless one is to do. A sample is won only if its
 * orders agree, else it is a tie; a sample with a missing judgement counts for nothing. Null when no sample is complete.
 */
export async function compareTexts(judge: Judge, input: ComparisonInput): Promise<Judgement<Comparison>> {
  const { repeats = 1, firstRepeat = 0 } = input;
  if (input.original === input.candidate) return settled({ outcome: 'tie', pairs: [], reasons: [] });
  const samples: Sample[] = [];
  let criticalPathMs = 0;
  for (;;) {
    const state = stateOfVote(countVotes(samples), repeats);
    if (state.kind === 'decided') return toJudgement(samples, state.outcome, criticalPathMs);
    const repeat = firstRepeat + samples.length;
    const wave = await Promise.all(
      Array.from({ length: state.needed }, (_, index) => drawSample(judge, input, repeat + index)),
    );
    samples.push(...wave);
    criticalPathMs += Math.max(...wave.map((sample) => sample.criticalPathMs));
    if (wave.some(({ failures }) => failures.some(isFinal))) {
      return toJudgement(samples, stateOfVoteNow(samples), criticalPathMs);
    }
  }
}

interface Sample {
  readonly pair: JudgedPair;
  /** Null is missing data. */
  readonly outcome: Outcome | null;
  readonly reasons: readonly string[];
  readonly failures: readonly ChatFailure[];
  readonly calls: number;
  readonly criticalPathMs: number;
}

/** Samples that are to differ need some warmth; a single one is to be the judge's best answer. */
const warmth = 0.7;

async function drawSample(judge: Judge, input: ComparisonInput, repeat: number): Promise<Sample> {
  const { original, candidate, orders = 'both' } = input;
  const only = orders === 'one' ? firstPlaceOf({ original, candidate, repeat }) : null;
  const ask = (a: string, b: string): Promise<Judgement<Verdict>> => askOnce(judge, input, { a, b, repeat });
  const [first, second] = await Promise.all([
    only === 'candidate' ? notAsked : ask(original, candidate),
    only === 'original' ? notAsked : ask(candidate, original),
  ]);
  const asked = [first, second];
  const pair = {
    originalFirst: first.value?.winner ?? null,
    candidateFirst: second.value?.winner ?? null,
  };
  return {
    pair,
    outcome: orders === 'one' ? outcomeOfOne(pair) : outcomeOfBoth(pair),
    reasons: asked.flatMap(({ value }) => (value === null || value.winner === 'tie' ? [] : value.why)),
    failures: asked.flatMap(({ failures }) => failures),
    calls: first.calls + second.calls,
    criticalPathMs: Math.max(first.criticalPathMs, second.criticalPathMs),
  };
}

function outcomeOfBoth(pair: JudgedPair): Outcome | null {
  const { value } = pairwiseGain([pair]);
  if (value === null) return null;
  return value > 0 ? 'win' : value < 0 ? 'loss' : 'tie';
}

function outcomeOfOne({ originalFirst, candidateFirst }: JudgedPair): Outcome | null {
  const winner = originalFirst ?? candidateFirst;
  if (winner === null || winner === 'tie') return winner;
  return winner === (originalFirst === null ? 'A' : 'B') ? 'win' : 'loss';
}

/** The order that is left out. */
const notAsked: Judgement<Verdict> = { value: null, failures: [], calls: 0, criticalPathMs: 0 };

interface Verdict {
  readonly winner: NonNullable<Preference>;
  readonly why: string;
}

function askOnce(
  judge: Judge,
  { subject, task, outline, repeats = 1 }: ComparisonInput,
  { a, b, repeat }: { readonly a: string; readonly b: string; readonly repeat: number },
): Promise<Judgement<Verdict>> {
  return askJudge(judge, {
    messages: comparisonMessages({ subject, task, a, b, outline }),
    answer: comparisonAnswer,
    schema: comparisonAnswerSchema,
    read: ({ winner, why }) => ({ winner, why: modelReason(why, 'clarity').why }),
    judged: [task, a, b],
    answerTokens: 200,
    temperature: repeats > 1 ? warmth : 0,
    repeat,
  });
}

/** Failures that the next call would meet again. */
function isFinal({ reason }: ChatFailure): boolean {
  return ['auth', 'bad-request', 'budget', 'cancelled'].includes(reason);
}

function countVotes(samples: readonly Sample[]): VoteCount {
  const count = (wanted: Outcome | null): number =>
    samples.filter(({ outcome }) => outcome === wanted).length;
  return { win: count('win'), loss: count('loss'), tie: count('tie'), missing: count(null) };
}

/** The outcome when no more samples can be had. */
function stateOfVoteNow(samples: readonly Sample[]): Outcome | null {
  const state = stateOfVote(countVotes(samples), samples.length);
  return state.kind === 'decided' ? state.outcome : null;
}

function toJudgement(
  samples: readonly Sample[],
  outcome: Outcome | null,
  criticalPathMs: number,
): Judgement<Comparison> {
  return {
    value:
      outcome === null
        ? null
        : { outcome, pairs: samples.map(({ pair }) => pair), reasons: reasonsOf(samples) },
    failures: samples.flatMap(({ failures }) => failures),
    calls: samples.reduce((sum, { calls }) => sum + calls, 0),
    criticalPathMs,
  };
}

function reasonsOf(samples: readonly Sample[]): readonly string[] {
  return [...new Set(samples.flatMap(({ reasons }) => reasons))].slice(0, 3);
}
