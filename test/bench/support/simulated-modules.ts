import { createRandom, type Random } from '../../../src/core/evaluation/random.ts';
import type { Quality, Verdict } from '../../../src/core/model.ts';
import type {
  Examination,
  Modules,
  Parent,
  Proposal,
  ProposalRequest,
  Work,
} from '../../../src/core/pcv/modules.ts';
import { createQueue, type Queue } from '../../../src/core/pcv/queue.ts';

/** Modules whose texts have a known true quality, so that a run can be held against what it should have found. */
export interface Simulation {
  readonly modules: Modules;
  /** True quality of a text, in points; the original has 60. */
  truthOf(text: string): number;
  calls(): number;
}

interface Noise {
  /** Standard deviations in points: of the rubric, of a Critic's reading, of a judge's sense of a difference. */
  readonly rubric: number;
  readonly reading: number;
  readonly judge: number;
}

const noise: Noise = { rubric: 6, reading: 4, judge: 4 };

/** A step from a parent in points: on average a little worse, sometimes much better. */
const step = { mean: -1, deviation: 4 };

interface SimulationOptions {
  readonly seed: number;
  /** Points that a step gains more from a parent that a model has read: its findings name what to mend. */
  readonly helpOfFindings: number;
}

/** A simulation for a seed; nothing in it waits, the schedule alone decides who knows what. */
export function simulateModules({ seed, helpOfFindings }: SimulationOptions): Simulation {
  const random = createRandom(seed);
  const truths = new Map<string, number>([['original', 60]]);
  let calls = 0;
  const truthOf = (text: string): number => truths.get(text) ?? 0;
  const quality = (text: string, deviation: number, tier: Quality['tier']): Quality => ({
    value: Math.min(100, Math.max(0, truthOf(text) + deviation * normal(random))),
    tier,
    dimensions,
  });
  const ask = (): void => void (calls += 1);
  const decide = (text: string): Examination['decide'] => {
    ask();
    const sense = truthOf(text) - truthOf('original') + noise.judge * normal(random);
    const verdict: Verdict = 'improved';
    return () =>
      sense > 2
        ? { kind: 'accepted', verdict }
        : { kind: 'rejected', rejection: 'judged-worse', detail: 'The judge prefers the original.' };
  };
  const examine = (text: string): Promise<Examination> =>
    Promise.resolve({ checks: [], quality: null, decide: decide(text) });
  return {
    truthOf,
    calls: () => calls,
    modules: {
      proposer: {
        propose: (request, work) => propose(request, work, { random, truths, ask, helpOfFindings }),
      },
      critic: {
        hasHeadroom: () => true,
        critique: ({ text }) => Promise.resolve({ findings: [], quality: quality(text, noise.rubric, 'E0') }),
        read: ({ text }) => {
          ask();
          return Promise.resolve({ findings: [], quality: quality(text, noise.reading, 'E1') });
        },
      },
      verifier: {
        verifyStatically: (_, { text }) =>
          Promise.resolve({ kind: 'passed', prompt: { text, interpolations: [] }, tokens: 100, checks: [] }),
        verifyQuality: ({ original, measured }) =>
          measured.critique.quality.value >= original.critique.quality.value
            ? { kind: 'accepted', verdict: 'improved' }
            : { kind: 'rejected', rejection: 'quality', detail: 'The rubric rates it lower.' },
        trial: {
          mayFallBack: false,
          prepare: () => Promise.resolve({ kind: 'ready', quality: null }),
          examine: ({ prompt }) => examine(prompt.text),
          confirm: ({ prompt }) => examine(prompt.text),
          evidence: () => ({
            sentences: [],
            positionConsistency: null,
            judgedPairs: 0,
            requirements: null,
            cases: null,
          }),
        },
      },
    },
  };
}

interface World {
  readonly random: Random;
  readonly truths: Map<string, number>;
  readonly ask: () => void;
  readonly helpOfFindings: number;
}

function propose(request: ProposalRequest, { chain }: Work, world: World): Queue<Proposal> {
  const proposals = createQueue<Proposal>();
  for (let index = 0; index < request.settings.candidates; index += 1) {
    const parent = request.parents[Math.floor(index / 3) % request.parents.length];
    if (parent === undefined) break;
    world.ask();
    const id = `r${request.round}-${index + 1}`;
    world.truths.set(id, childOf(parent, world));
    proposals.push({
      candidate: {
        id,
        parentIds: [parent.member.id],
        operator: 'patch',
        round: request.round,
        text: id,
        steps: [],
      },
      chain,
    });
  }
  proposals.close();
  return proposals;
}

function childOf({ member }: Parent, { random, truths, helpOfFindings }: World): number {
  const truth = truths.get(member.text) ?? 60;
  const help = member.quality.tier === 'E0' ? 0 : helpOfFindings;
  return Math.min(98, Math.max(0, truth + step.mean + help + step.deviation * normal(random)));
}

/** A standard normal number (Box and Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const dimensions = {
  clarity: 0.5,
  structure: 0.5,
  constraints: 0.5,
  outputContract: 0.5,
  examples: 0.5,
  consistency: 0.5,
  economy: 0.5,
};
