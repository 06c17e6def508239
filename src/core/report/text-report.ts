import { describeStopReason } from '../pcv/stop.ts';
import { displayWidth, padColumns } from './display-width.ts';
import { evidenceText } from './evidence-text.ts';
import { flow } from './flow.ts';
import { counted, dollars, duration, grouped, signed, signedPercent } from './format-number.ts';
import { qualityPair } from './quality-pair.ts';
import { rejectionText } from './rejection-text.ts';
import type { CandidateProgress } from './run-progress.ts';
import type { RunReport } from './run-report.ts';
import { type ReportStyle, withoutControls } from './style.ts';
import { textDiff } from './text-diff.ts';
import { estimateBand } from '../tokens/provenance.ts';
import { verdictSentence } from './verdict-sentence.ts';

/**
 * The report of a run for a terminal: verdict, metrics, diff, explanations, checks; where the original stays, why the
 * candidates were turned down.
 */
export function reportToText(
  report: RunReport,
  style: ReportStyle,
  candidates: readonly CandidateProgress[] = [],
): string {
  const { original, candidate, changed } = report;
  const evidence = evidenceText(report, style);
  const sections = [heading(report, style), metricLines(report, style)];
  if (evidence !== '') sections.push(evidence);
  const rejections = changed ? '' : rejectionText(candidates, style);
  if (rejections !== '') sections.push(rejections);
  if (changed && candidate !== null) {
    sections.push(`${style.strong('Diff')}\n${textDiff(original.text, candidate.text, style)}`);
    sections.push(explanationLines(report, style), checkLines(report, style));
  }
  return `${sections.join('\n\n')}\n`;
}

function heading(report: RunReport, style: ReportStyle): string {
  const { file, line, name, form } = report.prompt;
  const place = file === '-' ? 'standard input' : `${file}:${line}${name === null ? '' : ` ${name}`}`;
  const verdict = { text: verdictSentence(report), mark: verdictMark(report, style) };
  const subject = { text: withoutControls(`${place} (${form}, engine ${report.engine})`), mark: style.quiet };
  return `${flow([verdict], { ...style, indent: '' })}\n${flow([subject], { ...style, indent: '' })}`;
}

function verdictMark({ changed, verdict }: RunReport, style: ReportStyle): (text: string) => string {
  const { strong, good, warn, bad } = style;
  if (!changed) return strong;
  const color = { improved: good, 'equivalent-and-cheaper': good, inconclusive: warn, regressed: bad };
  return (text) => strong(color[verdict](text));
}

type MetricRow = readonly [label: string, value: string, note: string];

function metricLines(report: RunReport, style: ReportStyle): string {
  const rows = report.changed ? changeRows(report) : keptRows(report);
  const lines = [...rows, ...runRows(report)].map((row) => metricRow(row, style));
  return [style.strong('Metrics'), ...lines].join('\n');
}

function changeRows(report: RunReport): readonly MetricRow[] {
  const { metrics } = report;
  const { tokens, compression, qualityGain, reasoningGainIndex, compactness, lambda } = metrics;
  const quality = qualityPair(report);
  return [
    [
      'Tokens',
      `${countedBy(tokens, tokens.before)} → ${countedBy(tokens, tokens.after)}`,
      tokensNote(tokens),
    ],
    ['Compression', signedPercent(compression), compression < 0 ? 'an expansion' : ''],
    ['Quality', `${quality.before.toFixed(1)} → ${quality.after.toFixed(1)}`, `of 100, tier ${quality.tier}`],
    [
      'Quality Gain',
      signed(qualityGain.value, 1),
      `points, tier ${qualityGain.tier}${intervalNote(qualityGain.interval)}`,
    ],
    ['Reasoning Gain Index', signed(reasoningGainIndex.value, 2), reasoningNote(reasoningGainIndex)],
    ['Efficiency', signedPercent(scaled(metrics.efficiency)), 'quality per token'],
    ['Compactness', `${compactness.before.toFixed(2)} → ${compactness.after.toFixed(2)}`, 'of 1'],
    ['Lambda trade-off', signed(lambda.tradeoff, 1), `points, at λ = ${lambda.value}`],
    ['Break-even', breakEven(metrics.breakEvenCalls), ''],
  ];
}

function keptRows({ original, metrics }: RunReport): readonly MetricRow[] {
  const { tokens, compactness } = metrics;
  return [
    ['Tokens', countedBy(tokens, tokens.before), tokensNote(tokens)],
    ['Quality', original.quality.value.toFixed(1), `of 100, tier ${original.quality.tier}`],
    ['Compactness', compactness.before.toFixed(2), 'of 1'],
  ];
}

type CountedTokens = RunReport['metrics']['tokens'];

function countedBy({ provenance }: CountedTokens, count: number): string {
  return `${provenance === 'estimate' ? '≈ ' : ''}${grouped(count)}`;
}

function tokensNote({ provenance, encoding }: CountedTokens): string {
  const { low, high } = estimateBand;
  return provenance === 'estimate'
    ? `by ${encoding}; the model itself may count ${low} to ${high} times as many`
    : `${provenance} ${encoding}`;
}

function runRows({ iterations, stopReason, usage }: RunReport): readonly MetricRow[] {
  return [
    ['Rounds', String(iterations), describeStopReason(stopReason)],
    ['Time', duration(usage.wallMs), callsNote(usage)],
  ];
}

/** The note stands beside the value, or below it where the terminal is too narrow for both. */
function metricRow([label, value, note]: MetricRow, style: ReportStyle): string {
  const start = `  ${label.padEnd(21)} `;
  if (note === '') return start + value;
  const row = `${start}${padColumns(value, 16)} `;
  if (style.columns === null || displayWidth(row + note) <= style.columns) return row + style.quiet(note);
  const indent = ' '.repeat(start.length);
  return `${start}${value}\n${flow([{ text: note, mark: style.quiet }], { ...style, indent })}`;
}

function intervalNote(interval: readonly [number, number] | null): string {
  return interval === null ? '' : `, interval ${signed(interval[0], 1)} to ${signed(interval[1], 1)}`;
}

function reasoningNote({ value, tier }: RunReport['metrics']['reasoningGainIndex']): string {
  return value === null ? 'the task asks for no reasoning' : `tier ${tier}`;
}

function callsNote({ calls, cachedCalls, inputTokens, outputTokens, costUsd }: RunReport['usage']): string {
  if (calls + cachedCalls === 0) return 'no model was called';
  const cost = costUsd === null ? 'cost unknown' : dollars(costUsd);
  const cached = cachedCalls === 0 ? '' : ` and ${grouped(cachedCalls)} from the cache`;
  const tokens = `${grouped(inputTokens)} tokens in, ${grouped(outputTokens)} out`;
  return `${counted(calls, 'model call')}${cached}, ${tokens}, ${cost}`;
}

/** Explanations that a person reads on a terminal; the document has all. */
const mostExplanations = 50;

function explanationLines({ explanations }: RunReport, style: ReportStyle): string {
  const shown = explanations.slice(0, mostExplanations);
  const width = String(shown.length).length;
  const lines = shown.flatMap(({ before, after, why, kind, rule, tokensDelta }, index) => {
    const number = `  ${String(index + 1).padStart(width)}. `;
    const hanging = ' '.repeat(number.length);
    const source = [
      kind,
      rule,
      counted(tokensDelta, 'token').replace(/^(?=\d)/u, tokensDelta > 0 ? '+' : ''),
    ];
    const line = (text: string, indent: string, mark: (text: string) => string): string =>
      flow([{ text: withoutControls(text), mark }], { ...style, indent, hanging });
    return [
      line(describeChange(before, after), number, (text) => text),
      ...(why === '' ? [] : [line(why, hanging, (text) => text)]),
      line(source.filter((part) => part !== null).join(' · '), hanging, style.quiet),
    ];
  });
  const left = explanations.length - shown.length;
  const more = left === 0 ? [] : [`  ${style.quiet(`… and ${grouped(left)} more; \`--json\` has them all`)}`];
  return [style.strong('Explanations'), ...lines, ...more].join('\n');
}

function describeChange(before: string, after: string): string {
  if (after === '') return `Removed ${quoted(before)}`;
  return before === '' ? `Added ${quoted(after)}` : `${quoted(before)} → ${quoted(after)}`;
}

function quoted(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  if (line === '') return text === '' ? 'nothing' : 'white space';
  return `“${shorten(line)}”`;
}

/** Cuts out the middle of a long line, between characters. */
function shorten(line: string): string {
  if (line.length <= 90) return line;
  const start = line.slice(0, 60).replace(/[\ud800-\udbff]$/, '');
  return `${start} … ${line.slice(-25).replace(/^[\udc00-\udfff]/, '')}`;
}

function checkLines({ checks }: RunReport, style: ReportStyle): string {
  const passed = checks.filter(({ status }) => status === 'passed').length;
  const others = checks.filter(({ status }) => status !== 'passed');
  const summary = `${passed} of ${counted(checks.length, 'check')} of the contract passed`;
  return [
    style.strong('Contract'),
    `  ${others.length === 0 ? style.good(summary) : summary}`,
    ...others.map(({ id, status, detail }) => {
      const mark = status === 'failed' ? style.bad : style.warn;
      const pieces = [
        { text: `${id} ${status}:`, mark },
        { text: ` ${withoutControls(detail)}`, mark: (text: string) => text },
      ];
      return flow(pieces, { ...style, indent: '  ', hanging: '    ' });
    }),
  ].join('\n');
}

function scaled(ratio: number | null): number | null {
  return ratio === null ? null : ratio * 100;
}

function breakEven(calls: number | null): string {
  if (calls === null) return 'unknown';
  return calls === 0 ? 'at once' : `after ${counted(Math.ceil(calls), 'call')}`;
}
