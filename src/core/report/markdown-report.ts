import { describeStopReason } from '../pcv/stop.ts';
import type { RunReport } from './run-report.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The report of a run as a Markdown document; prompt texts stand in fences that they cannot close. */
export function reportToMarkdown(report: RunReport): string {
  const { prompt, candidate, original } = report;
  return [
    `# ${escapeMarkdown(prompt.name ?? prompt.file)}`,
    verdictSentence(report),
    `\`${prompt.file.replaceAll('`', '')}\`, line ${prompt.line}. ${describeStopReason(report.stopReason)}`,
    '## Metrics',
    metricsTable(report),
    '## Original',
    fence(original.text),
    ...(candidate === null ? [] : ['## Rewrite', fence(candidate.text)]),
    ...(report.explanations.length === 0 ? [] : ['## Changes', changesTable(report)]),
    '',
  ].join('\n\n');
}

function metricsTable({ metrics, original, candidate }: RunReport): string {
  const after = candidate ?? original;
  return table([
    ['Metric', 'Before', 'After', 'Source'],
    [
      'Tokens',
      `${metrics.tokens.before}`,
      `${metrics.tokens.after}`,
      `${metrics.tokens.provenance} ${metrics.tokens.encoding}`,
    ],
    [
      'Quality',
      original.quality.value.toFixed(1),
      after.quality.value.toFixed(1),
      `tier ${original.quality.tier}`,
    ],
    ['Compactness', metrics.compactness.before.toFixed(2), metrics.compactness.after.toFixed(2), 'computed'],
    ['Compression', '', `${metrics.compression.toFixed(1)} %`, 'computed'],
    [
      'Reasoning Gain Index',
      '',
      number(metrics.reasoningGainIndex.value),
      `tier ${metrics.reasoningGainIndex.tier}`,
    ],
    ['Efficiency', '', number(metrics.efficiency), 'computed'],
    ['Lambda trade-off', '', metrics.lambda.tradeoff.toFixed(1), `λ = ${metrics.lambda.value}`],
  ]);
}

function changesTable({ explanations }: RunReport): string {
  const rows = explanations.map(({ before, after, why, rule, tokensDelta }) => [
    escapeMarkdown(before.trim()),
    escapeMarkdown(after.trim()),
    escapeMarkdown(why),
    rule ?? '',
    `${tokensDelta}`,
  ]);
  return table([['Before', 'After', 'Why', 'Rule', 'Tokens'], ...rows]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A fence one backtick longer than any run of backticks in the text (CommonMark 0.31, 4.5). */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}text\n${text}\n${marks}`;
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~-]/gu, '\\$&')
    .replace(/\s+/gu, ' ');
}

function number(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(2);
}
