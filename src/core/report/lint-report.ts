import type { Category, Finding, Severity, Span } from '../model.ts';
import { createLineIndex, type LinePosition } from './line-index.ts';
import { type ReportStyle, withoutControls } from './style.ts';

/** The document of `lint --format json`. */
export type LintDocument = readonly LintedFile[];

export interface LintedFile {
  readonly file: string;
  readonly findings: readonly LintFinding[];
}

/** A finding at its place in the file. Lines and columns count from 1; the end is exclusive. */
export interface LintFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixable: boolean;
}

/** A finding with its span in the source of the file instead of the text of the prompt. */
export interface SourceFinding {
  readonly finding: Finding;
  readonly span: Span;
}

export function toLintedFile(file: string, source: string, findings: readonly SourceFinding[]): LintedFile {
  const position = createLineIndex(source);
  return { file, findings: findings.map((each) => toLintFinding(each, position)) };
}

function toLintFinding(
  { finding, span }: SourceFinding,
  position: (offset: number) => LinePosition,
): LintFinding {
  const { ruleId, severity, category, message, fix } = finding;
  const start = position(span.start);
  const end = position(span.end);
  return {
    ruleId,
    severity,
    category,
    message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    fixable: fix !== null,
  };
}

/** `file:line:column severity message rule`, a line for each finding, and a count. */
export function lintToText(document: LintDocument, style: ReportStyle): string {
  const lines = document.flatMap(({ file, findings }) =>
    findings.map(({ line, column, severity, message, ruleId }) => {
      const place = style.strong(`${withoutControls(file)}:${line}:${column}`);
      const level = severity === 'error' ? style.bad(severity) : severity;
      return `${place} ${level} ${withoutControls(message)} ${style.quiet(ruleId)}`;
    }),
  );
  return [...lines, summary(document)].join('\n') + '\n';
}

function summary(document: LintDocument): string {
  const all = document.flatMap(({ findings }) => findings);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return `${plural(all.length, 'finding')} in ${plural(document.length, 'file')}, ${plural(errors, 'error')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
