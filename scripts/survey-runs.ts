/**
 * Optimizes every prompt of a collection with the rules engine, optimizes the result again, and prints what came of it.
 *
 *   node scripts/survey-runs.ts DIR…
 */
import { randomUUID } from 'node:crypto';
import { checkContract, isIntact } from '../src/core/contract/check-contract.ts';
import { extractContract } from '../src/core/contract/contract.ts';
import { optimizeWithRules } from '../src/core/pcv/rules-engine/optimize-with-rules.ts';
import { defaultRunSettings } from '../src/core/pcv/run-settings.ts';
import type { RunReport } from '../src/core/report/run-report.ts';
import { systemClock } from '../src/node/system.ts';
import { createTokenCounter } from '../src/core/tokens/token-counter.ts';
import { buildTokenTable } from './build-token-tables.ts';
import { readPrompts } from './support/read-prompts.ts';

/** Longer texts are books, not prompts. */
const LONGEST_PROMPT = 200_000;

const encoding = defaultRunSettings.encoding;
const counter = createTokenCounter(encoding, buildTokenTable(encoding));

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('Name at least one folder of prompts: node scripts/survey-runs.ts DIR…');
  process.exitCode = 2;
} else {
  await survey(paths);
}

interface Surveyed {
  readonly name: string;
  readonly report: RunReport;
  readonly isIntact: boolean;
  readonly isSettled: boolean;
}

async function survey(folders: readonly string[]): Promise<void> {
  const prompts = folders.flatMap(readPrompts).filter(({ text }) => text.length <= LONGEST_PROMPT);
  const surveyed: Surveyed[] = [];
  for (const { name, text } of prompts) surveyed.push({ name, ...(await surveyPrompt(text)) });
  print(surveyed);
}

async function surveyPrompt(text: string): Promise<Omit<Surveyed, 'name'>> {
  const report = await optimizeText(text);
  const result = report.candidate?.text ?? text;
  const contract = extractContract({ text, interpolations: [] });
  const again = report.changed ? await optimizeText(result) : report;
  return {
    report,
    isIntact: isIntact(checkContract(contract, result)),
    isSettled: !report.changed || !again.changed,
  };
}

async function optimizeText(text: string): Promise<RunReport> {
  const events = optimizeWithRules({
    run: randomUUID(),
    prompt: { text, interpolations: [] },
    location: { file: '-', line: 1, name: null, form: 'file' },
    settings: defaultRunSettings,
    counter,
    clock: systemClock,
    reencode: null,
    signal: new AbortController().signal,
  });
  for await (const event of events) if (event.type === 'run-end') return event.report;
  throw new Error('The run ended without a report.');
}

function print(surveyed: readonly Surveyed[]): void {
  const changed = surveyed.filter(({ report }) => report.changed);
  const compressions = changed.map(({ report }) => report.metrics.compression).sort((a, b) => a - b);
  const at = (share: number): string =>
    `${(compressions[Math.floor(compressions.length * share)] ?? 0).toFixed(1)} %`;
  console.log(`${surveyed.length} prompts`);
  console.log(`contract intact: ${surveyed.filter((each) => each.isIntact).length}`);
  console.log(`its own result changes nothing more: ${surveyed.filter((each) => each.isSettled).length}`);
  console.log(`changed: ${changed.length}`);
  console.log(`compression of the changed: median ${at(0.5)}, 90th percentile ${at(0.9)}`);
  console.log(`verdicts: ${countBy(surveyed.map(({ report }) => report.verdict))}`);
  console.log(`stop reasons: ${countBy(surveyed.map(({ report }) => report.stopReason))}`);
  const largest = [...changed].sort((a, b) => b.report.metrics.compression - a.report.metrics.compression);
  for (const { name, report } of largest.slice(0, 5))
    console.log(`  ${report.metrics.compression.toFixed(1)} % ${name}`);
}

function countBy(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${count} ${value}`).join(', ');
}
