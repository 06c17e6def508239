import path from 'node:path';
import { sumOfThree } from '../support/never-worse/acceptance-rules.ts';
import { simulateLoop } from '../support/never-worse/simulate-loop.ts';
import { simulateRuns, upperLimit } from '../support/never-worse/simulate-runs.ts';
import { worldKinds, type WorldKind } from '../support/never-worse/world-kinds.ts';

interface Row {
  readonly kind: WorldKind;
  readonly cases: number;
  /** What every candidate is truly better by, in points. */
  readonly gain: number;
  readonly runs: number;
}

const { passFail, settled } = worldKinds;

/** The first two are the bars; the others show what a run takes elsewhere. */
const rows: readonly Row[] = [
  { kind: passFail, cases: 30, gain: 0, runs: 1000 },
  { kind: passFail, cases: 30, gain: -5, runs: 1000 },
  { kind: passFail, cases: 100, gain: 0, runs: 200 },
  { kind: passFail, cases: 100, gain: 10, runs: 200 },
  { kind: settled, cases: 30, gain: 0, runs: 200 },
  { kind: settled, cases: 100, gain: 0, runs: 200 },
];

/** The whole loop with simulated models: `optimize` itself, whose calls are all counted. */
export async function runNeverWorseLoopBench(): Promise<string> {
  const lines: string[] = [];
  for (const row of rows) lines.push(await lineOf(row));
  return [
    '## Never worse, the whole loop',
    '',
    '`optimize` with models in this process: a proposer of shorter texts that hold the contract, and a target that passes cases',
    'with known chances. Default settings, without patches: rounds wait for each other, and the candidates of a round race',
    'together against the best so far. In brackets the upper end of the 95 % interval. Beside it GEPA’s rule on as many worlds of',
    'the same kind; its calls are outputs of the target alone.',
    '',
    '| scores | candidates are truly | cases | runs | improved | equivalent and cheaper | GEPA’s rule applies | outputs of the target, here / GEPA’s rule | all calls |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

async function lineOf({ kind, cases, gain, runs }: Row): Promise<string> {
  let [improved, equivalent, calls, outputs] = [0, 0, 0, 0];
  for (let seed = 1; seed <= runs; seed += 1) {
    const { verdict, usage } = await simulateLoop({ kind, seed, cases, gain });
    improved += Number(verdict === 'improved');
    equivalent += Number(verdict === 'equivalent-and-cheaper');
    calls += usage.calls;
    outputs += usage.byRole?.find(({ role }) => role === 'target')?.calls ?? 0;
  }
  const gepa = await simulateRuns({ kind, cases, gain, rule: sumOfThree, runs });
  const cells = [
    kind.name,
    gain === 0 ? 'exactly as good' : `${gain < 0 ? 'worse' : 'better'} by ${Math.abs(gain)} points`,
    cases,
    runs,
    `${improved} (≤ ${(100 * upperLimit(improved, runs)).toFixed(1)} %)`,
    equivalent,
    `${((100 * gepa.applied) / runs).toFixed(1)} %`,
    `${(outputs / runs).toFixed(0)} / ${gepa.calls.toFixed(0)}`,
    (calls / runs).toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  console.log(await runNeverWorseLoopBench());
}
