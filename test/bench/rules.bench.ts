import path from 'node:path';
import { critiqueByRules } from '../../src/core/pcv/rules-engine/rules-critic.ts';
import { generatedPrompts, packageFiles } from '../support/token-corpus.ts';
import { reportOf } from '../support/run-rules.ts';
import { wordySupportPrompt } from '../support/sample-prompts.ts';

const longText = Array.from({ length: 700 }, (_, page) => `${wordySupportPrompt}\nPage ${page}.\n\n`).join(
  '',
);

/** Rules, rubric and the whole loop over texts of every size, on one thread. */
export async function runRulesBench(): Promise<string> {
  const corpora = {
    'generated prompts': generatedPrompts(300),
    'READMEs of packages': packageFiles(['.md'], 60),
    '250,000 characters': [longText.slice(0, 250_000)],
  };
  // One run of everything first, so that the compiler is not what is measured.
  await measure(corpora['generated prompts'].slice(0, 50));
  const rows: string[] = [];
  for (const [name, texts] of Object.entries(corpora)) rows.push(toRow(name, await measure(texts)));
  return [
    '## Rules engine',
    '',
    'Processor time of one thread. *Rules* is all findings and the rubric; *run* is a whole optimization with its report.',
    '',
    '| texts | characters | rules, ms per 10,000 characters | run, ms per text | changed | median compression |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

interface Measured {
  readonly texts: number;
  readonly characters: number;
  readonly rulesMs: number;
  readonly runMs: number;
  readonly compressions: readonly number[];
}

async function measure(texts: readonly string[]): Promise<Measured> {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const rulesMs = await cpuMs(() => {
    for (const text of texts) critiqueByRules({ text, interpolations: [] });
  });
  const compressions: number[] = [];
  const runMs = await cpuMs(async () => {
    for (const text of texts) {
      const { changed, metrics } = await reportOf(text);
      if (changed) compressions.push(metrics.compression);
    }
  });
  return { texts: texts.length, characters, rulesMs, runMs, compressions };
}

async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function toRow(name: string, { texts, characters, rulesMs, runMs, compressions }: Measured): string {
  const sorted = [...compressions].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  const cells = [
    `${texts} ${name}`,
    characters.toLocaleString('en'),
    ((rulesMs / characters) * 10_000).toFixed(1),
    (runMs / texts).toFixed(0),
    `${compressions.length} of ${texts}`,
    median === undefined ? '' : `${median.toFixed(1)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  console.log(await runRulesBench());
}
