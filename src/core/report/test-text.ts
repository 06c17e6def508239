import { padColumns } from './display-width.ts';
import { counted, dollars, grouped } from './format-number.ts';
import { withoutControls, type ReportStyle } from './style.ts';
import type { TestedPrompt, TestReport, TestResult, TestStatus, TestSummary } from './test-report.ts';

/** Marks and words of the ways in which a test ends. */
const words: Readonly<Record<TestStatus, { readonly mark: string; readonly word: string }>> = {
  passed: { mark: '✓', word: 'passed' },
  failed: { mark: '✗', word: 'failed' },
  undecided: { mark: '?', word: 'undecided' },
  'no-assertions': { mark: '·', word: 'without assertions' },
  missing: { mark: '!', word: 'without an answer' },
  'not-run': { mark: '-', word: 'not run' },
};

/** Characters of an output or a name that fit into a line. */
const longestExcerpt = 100;

/** The results of a test run for a terminal: a table for each prompt, then what was left out and the sum. */
export function testReportToText(report: TestReport, style: ReportStyle): string {
  const sections = report.prompts.map((prompt) => promptToText(prompt, report, style));
  const problems = problemsToText(report, style);
  return `${[...sections, ...(problems === '' ? [] : [problems]), sumToText(report, style)].join('\n\n')}\n`;
}

function promptToText(prompt: TestedPrompt, { repeats }: TestReport, style: ReportStyle): string {
  const score = prompt.score === null ? 'no score' : `score ${prompt.score.toFixed(2)}`;
  const heading = `${style.strong(excerpt(prompt.label))} ${style.quiet(`(${score}, ${summaryText(prompt.summary)})`)}`;
  const width = Math.max(0, ...prompt.results.map((result) => nameOf(result, repeats).length));
  return [heading, ...prompt.results.flatMap((result) => linesOf(result, { repeats, width, style }))].join(
    '\n',
  );
}

interface RowLayout {
  readonly repeats: number;
  readonly width: number;
  readonly style: ReportStyle;
}

function linesOf(result: TestResult, { repeats, width, style }: RowLayout): string[] {
  const { mark, word } = words[result.status];
  const score = result.score === null ? '    ' : result.score.toFixed(2);
  const name = padColumns(nameOf(result, repeats), width);
  const title = excerpt(result.description ?? describeVars(result));
  const colour =
    result.status === 'passed' ? style.good : result.status === 'failed' ? style.bad : style.warn;
  const line = `  ${colour(mark)} ${name}  ${score}  ${title}`.trimEnd();
  const remarks = result.status === 'passed' ? [] : [...result.failures, ...result.unknown];
  const details = remarks.map(({ type, message }) => `${type}: ${message}`);
  if (result.reason !== null) details.push(`${word}: ${result.reason}`);
  if (result.status === 'failed') details.push(`output: ${JSON.stringify(excerpt(result.output ?? ''))}`);
  return [line, ...details.map((detail) => style.quiet(`      ${withoutControls(oneLine(detail))}`))];
}

function nameOf({ case: id, repeat }: TestResult, repeats: number): string {
  return repeats === 1 ? id : `${id} #${repeat + 1}`;
}

function describeVars({ vars }: TestResult): string {
  return Object.entries(vars)
    .map(([name, value]) => `${name}=${value.slice(0, longestExcerpt)}`)
    .join(' ');
}

/** What was left out is said for each place, what has no effect as well. */
function problemsToText({ problems }: TestReport, style: ReportStyle): string {
  return problems
    .map(({ file, line, column, message, effect }) => {
      const text = withoutControls(oneLine(`${file}:${line}:${column}: ${message}`));
      return effect === 'ignored' ? style.quiet(text) : style.warn(text);
    })
    .join('\n');
}

function sumToText({ summary, usage, model }: TestReport, style: ReportStyle): string {
  const cost = usage.costUsd === null ? 'cost unknown' : dollars(usage.costUsd);
  const calls = `${counted(usage.calls, 'call')} of ${withoutControls(model)}`;
  const tokens = `${grouped(usage.inputTokens)} tokens in, ${grouped(usage.outputTokens)} out`;
  const mark = summary.failed > 0 ? style.bad : style.strong;
  return `${mark(summaryText(summary))}\n${style.quiet(`${calls}, ${tokens}, ${cost}`)}`;
}

/** `3 passed, 1 failed`: what is 0 is left out, but for the first two. */
export function summaryText(summary: TestSummary): string {
  return (Object.keys(words) as TestStatus[])
    .filter((status) => summary[status] > 0 || status === 'passed' || status === 'failed')
    .map((status) => `${grouped(summary[status])} ${words[status].word}`)
    .join(', ');
}

function excerpt(text: string): string {
  const line = withoutControls(oneLine(text));
  return line.length > longestExcerpt ? `${line.slice(0, longestExcerpt - 1)}…` : line;
}

function oneLine(text: string): string {
  return text.slice(0, 2000).replace(/\s+/g, ' ').trim();
}
