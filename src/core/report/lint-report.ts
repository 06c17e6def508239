import type { Category, Finding, Severity, Span } from '../model.ts';
import type { PromptSite } from '../source/prompt-site.ts';
import { displayWidth, padColumns } from './display-width.ts';
import { counted, grouped } from './format-number.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
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

/** A finding at its source; one whose text has no source of its own is shown at the whole literal. */
export function inSource(finding: Finding, site: PromptSite): SourceFinding {
  return { finding, span: site.toSource(finding.span) ?? site.span };
}

/** A finding with its place in the file that `position` indexes. */
export function toLintFinding({ finding, span }: SourceFinding, position: LineIndex): LintFinding {
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

/** `file:line:column severity message rule`, a line for each finding with columns by file, and a summary. */
export function lintToText(document: LintDocument, style: ReportStyle): string {
  const files = document.filter(({ findings }) => findings.length > 0);
  const sections = files.map((file) => fileLines(file, style));
  return `${[...sections, summary(document, style)].join('\n\n')}\n`;
}

function fileLines({ file, findings }: LintedFile, style: ReportStyle): string {
  const places = findings.map(({ line, column }) => withoutControls(`${file}:${line}:${column}`));
  const width = Math.max(...places.map(displayWidth));
  const levelWidth = Math.max(...findings.map(({ severity }) => severity.length));
  const lines = findings.map(({ severity, message, ruleId }, index) => {
    const place = style.strong(padColumns(places[index] ?? '', width));
    const level = severityMark(severity, style)(severity.padEnd(levelWidth));
    return `${place}  ${level}  ${withoutControls(message)} ${style.quiet(ruleId)}`;
  });
  return lines.join('\n');
}

function severityMark(severity: Severity, { bad, warn, quiet }: ReportStyle): (text: string) => string {
  if (severity === 'error') return bad;
  return severity === 'warning' ? warn : quiet;
}

function summary(document: LintDocument, { strong, good }: ReportStyle): string {
  const all = document.flatMap(({ findings }) => findings);
  const files = counted(document.length, 'file');
  if (all.length === 0) return good(`No findings in ${files}.`);
  const fixable = all.filter((finding) => finding.fixable).length;
  const fixes = fixable === 0 ? '' : ` \`promptops optimize\` can fix ${grouped(fixable)} of them.`;
  return `${strong(`${counted(all.length, 'finding')} in ${files}`)}: ${bySeverity(all)}.${fixes}`;
}

function bySeverity(findings: readonly LintFinding[]): string {
  const nouns = { error: 'error', warning: 'warning', information: 'note', hint: 'hint' } as const;
  const counts = (Object.keys(nouns) as Severity[]).map((severity) => ({
    noun: nouns[severity],
    count: findings.filter((finding) => finding.severity === severity).length,
  }));
  const shown = counts.filter(({ count, noun }) => count > 0 || noun === 'error');
  return shown.map(({ count, noun }) => counted(count, noun)).join(', ');
}
