/**
 * Measures how well prompts are found: `node scripts/evaluate-detection.ts LABELS.json ROOT [--half tune|report]`. A label is
 * `{ repo, commit, path, startLine, endLine, isPrompt }`; its file is read from `ROOT/<owner>+<name>/<path>`. Repositories
 * are split into a half to tune on and a half to report on by the order of their names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrompts, findSitesAt } from '../src/core/source/find-prompts.ts';
import type { PromptSite } from '../src/core/source/prompt-site.ts';
import { createSourceParser } from '../src/core/source/source-parser.ts';
import { grammarLoader } from '../test/support/grammars.ts';

interface Label {
  readonly repo: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly isPrompt: boolean;
  readonly kind?: string;
}

const parser = createSourceParser(grammarLoader);
await main();

async function main(): Promise<void> {
  const [labelsPath, root, flag, half] = process.argv.slice(2);
  if (labelsPath === undefined || root === undefined) throw new TypeError('Give LABELS.json and ROOT.');
  const labels = JSON.parse(readFileSync(labelsPath, 'utf8')) as Label[];
  const repositories = [...new Set(labels.map(({ repo }) => repo))].sort();
  const tally = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0, missing: 0 };
  for (const label of labels) {
    const isTuning = repositories.indexOf(label.repo) % 2 === 0;
    if (flag === '--half' && isTuning !== (half === 'tune')) continue;
    const outcome = await judge(label, root);
    tally[outcome.kind]++;
    if (outcome.kind === 'falsePositive' || outcome.kind === 'falseNegative' || outcome.kind === 'missing') {
      console.log(
        `${outcome.kind} ${label.repo} ${label.path}:${label.startLine} ${label.kind ?? ''} ${outcome.why}`,
      );
    }
  }
  const precision = tally.truePositive / (tally.truePositive + tally.falsePositive);
  const recall = tally.truePositive / (tally.truePositive + tally.falseNegative);
  console.log(JSON.stringify({ ...tally, precision, recall }));
}

type Outcome = 'truePositive' | 'falsePositive' | 'falseNegative' | 'trueNegative' | 'missing';

async function judge(label: Label, root: string): Promise<{ kind: Outcome; why: string }> {
  const path = join(root, label.repo.replace('/', '+'), label.path);
  if (!existsSync(path)) return { kind: 'missing', why: 'no such file' };
  const source = readFileSync(path, 'utf8');
  const options = { path: label.path, source, parser };
  const { prompts, skipped } = await findPrompts(options);
  if (skipped === 'unsupported-language') return { kind: 'missing', why: skipped };
  const isHit = (site: PromptSite): boolean => {
    const [first, last] = [site.span.start, site.span.end].map(
      (offset) => source.slice(0, offset).split('\n').length,
    );
    return (first ?? 0) <= label.endLine && (last ?? 0) >= label.startLine;
  };
  const hit = prompts.find(isHit);
  if (hit !== undefined) {
    return { kind: label.isPrompt ? 'truePositive' : 'falsePositive', why: hit.reasons.join('; ') };
  }
  if (!label.isPrompt) return { kind: 'trueNegative', why: '' };
  const near = (await findSitesAt(options, { start: 0, end: source.length })).filter(isHit);
  const best = near.sort((a, b) => b.text.length - a.text.length)[0];
  const why =
    best === undefined
      ? `no literal (${String(skipped)})`
      : `${best.confidence.toFixed(2)} ${best.reasons.join('; ')} ${JSON.stringify(best.text.slice(0, 100))}`;
  return { kind: 'falseNegative', why };
}
