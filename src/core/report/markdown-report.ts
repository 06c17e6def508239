import { describeStopReason } from '../pcv/stop.ts';
import { evidenceSentences, forecastSentences, overheadSentences } from './evidence-text.ts';
import { escapeMarkdown, markdownFence, markdownTable } from './markdown.ts';
import { metricRows } from './metric-rows.ts';
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
    markdownTable([['Metric', 'Before', 'After', 'Source'], ...metricRows(report)]),
    ...evidencePart(report),
    '## Original',
    markdownFence(original.text),
    ...(candidate === null ? [] : ['## Rewrite', markdownFence(candidate.text)]),
    ...(report.explanations.length === 0 ? [] : ['## Changes', changesTable(report)]),
    '',
  ].join('\n\n');
}

function evidencePart(report: RunReport): string[] {
  const sentences = [
    ...evidenceSentences(report),
    ...overheadSentences(report),
    ...forecastSentences(report),
  ];
  return sentences.length === 0
    ? []
    : ['## Evidence', sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join('\n')];
}

function changesTable({ explanations }: RunReport): string {
  const rows = explanations.map(({ before, after, why, rule, tokensDelta }) => [
    escapeMarkdown(before.trim()),
    escapeMarkdown(after.trim()),
    escapeMarkdown(why),
    escapeMarkdown(rule ?? ''),
    `${tokensDelta}`,
  ]);
  return markdownTable([['Before', 'After', 'Why', 'Rule', 'Tokens'], ...rows]);
}
