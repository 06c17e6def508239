import path from 'node:path';
import {
  bestMean,
  provenGain,
  provenGainAlone,
  sumOfThree,
} from '../support/never-worse/acceptance-rules.ts';
import { simulateRuns, upperLimit } from '../support/never-worse/simulate-runs.ts';
import type { SimulatedRuns } from '../support/never-worse/simulate-runs.ts';
import { trapOf, worldKinds } from '../support/never-worse/world-kinds.ts';
import type { WorldKind } from '../support/never-worse/world-kinds.ts';

const runs = 1000;
const runsOfPower = 200;
const caseCounts = [10, 30, 100] as const;
const kinds: readonly WorldKind[] = Object.values(worldKinds);

/** Simulated runs whose truth is known: how often a prompt that is not better would have been taken. */
export async function runNeverWorseBench(): Promise<string> {
  return [
    '## Never worse',
    '',
    'Simulated runs whose truth is known, seeded, through the evaluator of behaviour (`createBehaviourEvaluator`): baseline,',
    'five rounds of four candidates raced against the best so far, one confirmation on kept cases. Beside it, on the same',
    'worlds and draws, GEPA’s rule (a larger sum on three cases opens the validation set, whose best mean wins; calls that a',
    'cache would answer are not counted) and “best mean wins” over all cases. Every candidate is a fifth shorter, so that',
    'whatever is not worse would be taken. The judge of pairs sees both orders, prefers the second place, and likes the',
    'candidates’ answers, which are half as long again, more than it minds a loss of five points.',
    '',
    ...(await acceptedTable({ gain: 0, title: 'A prompt against another that is exactly as good', kinds })),
    '',
    ...(await acceptedTable({ gain: -5, title: 'All candidates are worse by 5 points', kinds })),
    '',
    ...(await powerTable()),
    '',
    ...(await aloneTable()),
    '',
    'What few cases cannot rule out: candidates that are worse by 5 points on average because they lose everything on rare',
    'cases. A gain that one more such case would undo is not called improved; the report says how many cases may be worse.',
    '',
    ...(await acceptedTable({ gain: -5, title: 'Rare, total losses', kinds: [trapOf(0.1), trapOf(0.15)] })),
  ].join('\n');
}

interface Table {
  readonly gain: number;
  readonly title: string;
  readonly kinds: readonly WorldKind[];
}

async function acceptedTable({ gain, title, kinds: simulated }: Table): Promise<string[]> {
  const rows: string[] = [];
  for (const kind of simulated) {
    for (const cases of caseCounts) {
      const all = await allRules({ kind, cases, gain, runs });
      const taken = gain === 0 ? all.ours.improved : all.ours.applied;
      const limit = `${((100 * taken) / runs).toFixed(1)} % (≤ ${(100 * upperLimit(taken, runs)).toFixed(1)} %)`;
      const calls = [all.ours, all.sumOfThree, all.bestMean].map((each) => each?.calls.toFixed(0) ?? '–');
      const others = [share(all.sumOfThree), share(all.bestMean)];
      rows.push(`| ${[kind.name, cases, limit, ...others, calls.join(' / ')].join(' | ')} |`);
    }
  }
  const outcome = gain === 0 ? 'improved' : 'applied';
  return [
    `${title}; ${runs} runs each. In brackets the upper end of the 95 % interval.`,
    '',
    `| scores | cases | ${outcome} | GEPA’s rule | best mean wins | calls of a run |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

/** Beside the first two tables, for the rule by which candidates do not wait for each other. */
async function aloneTable(): Promise<string[]> {
  const rows: string[] = [];
  for (const kind of kinds) {
    for (const cases of caseCounts) {
      const simulation = { kind, cases, rule: provenGainAlone, runs: runsOfPower };
      const equal = await simulateRuns({ ...simulation, gain: 0 });
      const worse = await simulateRuns({ ...simulation, gain: -5 });
      const better = await simulateRuns({ ...simulation, gain: 10 });
      const shares = [shareOf(equal.improved, equal), share(worse), share(better)];
      const calls = [equal, worse, better].map((each) => each.calls.toFixed(0)).join(' / ');
      rows.push(`| ${[kind.name, cases, ...shares, calls].join(' | ')} |`);
    }
  }
  return [
    `Each candidate raced alone against the original, as soon as it has come; ${runsOfPower} runs each. It waits for no other, and`,
    'costs more calls.',
    '',
    '| scores | cases | improved, no gain | applied, 5 points worse | applied, 10 points better | calls of a run |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

async function powerTable(): Promise<string[]> {
  const rows: string[] = [];
  for (const kind of kinds) {
    for (const gain of [5, 10, 20]) {
      const cells: string[] = [];
      for (const cases of caseCounts) {
        const { ours, ...others } = await allRules({ kind, cases, gain, runs: runsOfPower });
        cells.push([ours, others.sumOfThree, others.bestMean].map(share).join(' / '));
      }
      rows.push(`| ${[kind.name, gain, ...cells].join(' | ')} |`);
    }
  }
  return [
    `All candidates are truly better; ${runsOfPower} runs each: applied here / by GEPA’s rule / by best mean. The other two take`,
    'candidates that are no better as well, as above.',
    '',
    `| scores | gain in points | ${caseCounts.map((count) => `${count} cases`).join(' | ')} |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

interface AllRules {
  readonly ours: SimulatedRuns;
  readonly sumOfThree: SimulatedRuns | null;
  readonly bestMean: SimulatedRuns | null;
}

/** The other two rules need scores: where outputs are only compared, they say nothing. */
async function allRules(simulation: {
  readonly kind: WorldKind;
  readonly cases: number;
  readonly gain: number;
  readonly runs: number;
}): Promise<AllRules> {
  const ours = await simulateRuns({ ...simulation, rule: provenGain });
  if (simulation.kind.isCompared) return { ours, sumOfThree: null, bestMean: null };
  return {
    ours,
    sumOfThree: await simulateRuns({ ...simulation, rule: sumOfThree }),
    bestMean: await simulateRuns({ ...simulation, rule: bestMean }),
  };
}

function share(simulated: SimulatedRuns | null): string {
  return simulated === null ? '–' : shareOf(simulated.applied, simulated);
}

function shareOf(hits: number, simulated: SimulatedRuns): string {
  return `${((100 * hits) / simulated.runs).toFixed(1)} %`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  console.log(await runNeverWorseBench());
}
