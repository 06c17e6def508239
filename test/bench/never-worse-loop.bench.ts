import path from 'node:path';
import { simulateLoop } from '../support/never-worse/simulate-loop.ts';
import { upperLimit } from '../support/never-worse/simulate-runs.ts';

const runs = 150;
const cases = 30;

/** The whole loop with simulated models: fewer runs than the evaluator alone, since each measures real texts. */
export async function runNeverWorseLoopBench(): Promise<string> {
  const rows = [await rowOf('exactly as good', 0), await rowOf('worse by 5 points', -5)];
  return [
    '## Never worse, the whole loop',
    '',
    `\`optimize\` with models in this process: a proposer of shorter texts that hold the contract, and a target that passes ${cases} cases`,
    `with known chances. Default settings, without patches; ${runs} runs each. In brackets the upper end of the 95 % interval.`,
    '',
    '| candidates are truly | improved | equivalent and cheaper | calls of a run |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

async function rowOf(name: string, gain: number): Promise<string> {
  let [improved, equivalent, calls] = [0, 0, 0];
  for (let seed = 1; seed <= runs; seed += 1) {
    const { verdict, usage } = await simulateLoop({ seed, cases, gain });
    improved += Number(verdict === 'improved');
    equivalent += Number(verdict === 'equivalent-and-cheaper');
    calls += usage.calls;
  }
  const limit = `${improved} (≤ ${(100 * upperLimit(improved, runs)).toFixed(1)} %)`;
  return `| ${[name, limit, equivalent, (calls / runs).toFixed(0)].join(' | ')} |`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  console.log(await runNeverWorseLoopBench());
}
