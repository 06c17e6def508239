import { counted } from './format-number.ts';
import { flow } from './flow.ts';
import type { CandidateProgress } from './run-progress.ts';
import { type ReportStyle, withoutControls } from './style.ts';

type Verified = Pick<CandidateProgress, 'status' | 'detail'>;

/** Reasons that a person reads on a terminal; the events have all. */
const mostReasons = 5;

/** Why rewrites were turned down, for a terminal: the commonest reasons first; empty when none was. */
export function rejectionText(candidates: readonly Verified[], style: ReportStyle): string {
  const reasons = countReasons(candidates);
  if (reasons.length === 0) return '';
  const hidden = reasons.slice(mostReasons).reduce((sum, [, count]) => sum + count, 0);
  const lines = [
    ...reasons.slice(0, mostReasons).map(([reason, count]) => `${counted(count, 'rewrite')}: ${reason}`),
    ...(hidden === 0 ? [] : [`${counted(hidden, 'more rewrite')}; --events prints the reason of each.`]),
  ];
  return [style.strong('Turned down'), ...lines.map((line) => inset(line, style))].join('\n');
}

function countReasons(
  candidates: readonly Verified[],
): readonly (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { status, detail } of candidates) {
    if (status === 'rejected') counts.set(detail, (counts.get(detail) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function inset(line: string, style: ReportStyle): string {
  return flow([{ text: withoutControls(line), mark: style.quiet }], {
    ...style,
    indent: '  ',
    hanging: '    ',
  });
}
