import { faults, type Fault } from '../support/faults.ts';
import { runWithFault, type FaultRun } from '../support/fault-run.ts';
import type { AskingRole } from '../support/scripted-team.ts';

const roles: readonly AskingRole[] = ['proposer', 'critic', 'verifier', 'target'];
const rates = [0.05, 0.3, 1] as const;

/** Runs the model engine with every fault in every role at every rate; returns a Markdown section. */
export async function runFaultsBench(): Promise<string> {
  // Loading the package takes part of a second, which is no part of a call's time.
  await import('openai');
  const rows: string[] = [];
  const breaches: string[] = [];
  let runs = 0;
  for (const fault of faults) {
    const cells: string[] = [];
    for (const role of roles) {
      const results = await runRates(fault, role);
      runs += results.length;
      cells.push(results.map(cellOf).join('<br>'));
      for (const [index, { breaches: found }] of results.entries()) {
        breaches.push(
          ...found.map((what) => `${fault.name}, ${role}, ${(rates[index] ?? 0) * 100} %: ${what}`),
        );
      }
    }
    rows.push(`| ${fault.name} | ${cells.join(' | ')} |`);
  }
  const midRun = new Map([
    ['connection reset', 'endpoint gone'],
    ['wrong key', 'wrong key'],
  ]);
  for (const fault of faults) {
    const name = midRun.get(fault.name);
    if (name === undefined) continue;
    const cells: string[] = [];
    for (const role of roles) {
      const result = await runWithFault({ fault, role, rate: 1, seed: 42, after: 3 });
      runs += 1;
      cells.push(cellOf(result));
      breaches.push(...result.breaches.map((what) => `${name} in mid-run, ${role}: ${what}`));
    }
    rows.push(`| ${name} in mid-run, from the fourth call on | ${cells.join(' | ')} |`);
  }
  return [
    '## Faults',
    `Each fault in one role, at ${rates.map((rate) => `${rate * 100} %`).join(', ')} of its calls (the lines of a cell), ` +
      'against a server over HTTP: how the run ended and by which tier it decided. A ✓ means: no exception, one end, ' +
      'a right reason to stop, contract held, original kept, nothing worse, tiers not mixed, every call counted, no key told, no fault kept quiet.',
    `| fault | ${roles.join(' | ')} |`,
    `|---|${roles.map(() => '---').join('|')}|`,
    ...rows,
    '',
    `${runs} runs, ${breaches.length} breaches.`,
    ...breaches.map((breach) => `- ${breach}`),
  ]
    .join('\n')
    .replace('A ✓ means', '\nA ✓ means')
    .replace(/\n\| fault/, '\n\n| fault')
    .replace('## Faults\n', '## Faults\n\n');
}

async function runRates(fault: Fault, role: AskingRole): Promise<FaultRun[]> {
  const results: FaultRun[] = [];
  for (const rate of rates) results.push(await runWithFault({ fault, role, rate, seed: 42 }));
  return results;
}

function cellOf({ stopReason, tier, breaches }: FaultRun): string {
  return `${breaches.length === 0 ? '✓' : '✗'} ${stopReason}, ${tier}`;
}
