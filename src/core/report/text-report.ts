import { wordDiff } from '../diff/word-diff.ts';
import { describeStopReason } from '../pcv/stop.ts';
import type { RunReport } from './run-report.ts';
import { type ReportStyle, withoutControls } from './style.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The report of a run for a terminal: verdict, metrics, diff, explanations, checks. */
export function reportToText(report: RunReport, style: ReportStyle): string {
  const sections = [heading(report, style), metricLines(report, style)];
  if (report.changed) sections.push(diffLines(report, style), explanationLines(report, style));
  sections.push(checkLines(report, style));
  return `${sections.join('\n\n')}\n`;
}

function heading(report: RunReport, { strong, quiet }: ReportStyle): string {
  const { file, line, name, form } = report.prompt;
  const place = withoutControls(`${file}:${line}${name === null ? '' : ` ${name}`}`);
  return `${strong(verdictSentence(report))}\n${quiet(`${place} (${form}, engine ${report.engine})`)}`;
}

function metricLines(report: RunReport, { strong, quiet }: ReportStyle): string {
  const { metrics } = report;
  const { before, after, encoding, provenance } = metrics.tokens;
  const rows: (readonly [string, string, string])[] = [
    ['Tokens', `${before} → ${after}`, `${provenance} ${encoding}`],
    ['Compression', percent(metrics.compression), metrics.compression < 0 ? 'an expansion' : ''],
    ['Static quality', qualityChange(report), `of 100, tier ${report.original.quality.tier}`],
    ['Quality Gain', points(metrics.qualityGain.value), `points, tier ${metrics.qualityGain.tier}`],
    [
      'Reasoning Gain Index',
      signed(metrics.reasoningGainIndex.value, 2),
      `tier ${metrics.reasoningGainIndex.tier}`,
    ],
    ['Efficiency', percent(scaled(metrics.efficiency)), 'quality per token'],
    [
      'Compactness',
      `${metrics.compactness.before.toFixed(2)} → ${metrics.compactness.after.toFixed(2)}`,
      'of 1',
    ],
    ['Lambda trade-off', signed(metrics.lambda.tradeoff, 1), `at λ = ${metrics.lambda.value}`],
    ['Break-even', calls(metrics.breakEvenCalls), ''],
    ['Rounds', String(report.iterations), describeStopReason(report.stopReason)],
  ];
  return [strong('Metrics'), ...rows.map((row) => metricRow(row, quiet))].join('\n');
}

function metricRow(
  [label, value, note]: readonly [string, string, string],
  quiet: (text: string) => string,
): string {
  const line = `  ${label.padEnd(21)} ${value.padEnd(16)}`;
  return note === '' ? line.trimEnd() : `${line} ${quiet(note)}`;
}

function qualityChange({ original, candidate }: RunReport): string {
  const before = original.quality.value.toFixed(1);
  return `${before} → ${(candidate ?? original).quality.value.toFixed(1)}`;
}

function diffLines({ original, candidate }: RunReport, { strong, added, removed }: ReportStyle): string {
  const parts = wordDiff(original.text, candidate?.text ?? original.text).map(({ kind, text }) => {
    const shown = withoutControls(text);
    if (kind === 'added') return added(shown);
    return kind === 'removed' ? removed(shown) : shown;
  });
  return `${strong('Diff')}\n${indent(parts.join(''))}`;
}

function explanationLines({ explanations }: RunReport, { strong, quiet }: ReportStyle): string {
  const lines = explanations.map(({ before, after, why, kind, rule, tokensDelta }, index) => {
    const change = withoutControls(`“${shorten(before)}” → “${shorten(after)}”`);
    const source = [kind, rule, `${signed(tokensDelta, 0)} tokens`]
      .filter((part) => part !== null)
      .join(' · ');
    return `  ${index + 1}. ${change}\n     ${withoutControls(why)}\n     ${quiet(source)}`;
  });
  return [strong('Explanations'), ...lines].join('\n');
}

function checkLines({ checks, changed }: RunReport, { strong, good, bad, quiet }: ReportStyle): string {
  if (!changed) return quiet('Nothing was changed, so there was nothing to check.');
  const passed = checks.filter(({ status }) => status === 'passed').length;
  const others = checks
    .filter(({ status }) => status !== 'passed')
    .map(({ id, status, detail }) => `  ${bad(`${status}: ${id}`)} ${withoutControls(detail)}`);
  const summary = `${passed} of ${checks.length} checks of the contract passed`;
  return [`${strong('Contract')}\n  ${others.length === 0 ? good(summary) : summary}`, ...others].join('\n');
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, '  ');
}

function scaled(ratio: number | null): number | null {
  return ratio === null ? null : ratio * 100;
}

function percent(value: number | null): string {
  return value === null ? 'unknown' : `${signed(value, 1)} %`;
}

function points(value: number | null): string {
  return signed(value, 1);
}

function signed(value: number | null, digits: number): string {
  if (value === null) return 'unknown';
  const rounded = value.toFixed(digits);
  return Number(rounded) > 0 ? `+${rounded}` : rounded.replace(/^-(?=0(\.0*)?$)/u, '');
}

function calls(value: number | null): string {
  if (value === null) return 'unknown';
  return value === 0 ? 'at once' : `${Math.ceil(value)} calls`;
}
