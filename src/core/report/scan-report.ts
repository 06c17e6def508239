import type { RankedItem } from '../inventory/inventory.ts';
import type { EncodingName, PlaceholderKind, PromptForm, TokenProvenance } from '../model.ts';
import type { SourceLiteral } from '../source/prompt-site.ts';
import { displayWidth, padColumns } from './display-width.ts';
import { counted, grouped } from './format-number.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { inSource, type LintFinding, toLintFinding } from './lint-report.ts';
import { type ReportStyle, withoutControls } from './style.ts';

/** The document of `scan --json`. Fields are added, never renamed. */
export interface ScanDocument {
  /** Files that were looked into. */
  readonly files: number;
  /** The one most worth a run first. */
  readonly prompts: readonly ScannedPrompt[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Every string literal or chain; only with `--all`. */
  readonly literals?: readonly ScannedLiteral[];
}

/** Lines and columns count from 1, `offset` is `[start, end)`, all in UTF-16 units of the file; ends are exclusive. */
export interface ScannedPrompt {
  readonly file: string;
  readonly language: string;
  readonly form: PromptForm;
  readonly name: string | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: readonly [start: number, end: number];
  readonly text: string;
  readonly placeholders: readonly { readonly text: string; readonly kind: PlaceholderKind }[];
  readonly tokens: {
    readonly value: number;
    readonly provenance: TokenProvenance;
    readonly encoding: EncodingName;
  };
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly findings: readonly LintFinding[];
  readonly priority: number;
  /** In a notebook: its cell and the line in that, both counted from 1. */
  readonly cell?: { readonly index: number; readonly line: number };
}

export interface ScannedLiteral {
  readonly file: string;
  readonly offset: readonly [start: number, end: number];
  readonly form: PromptForm;
  readonly value: string;
  readonly isPrompt: boolean;
}

/** The prompts as the document has them, in the same order. */
export function toScannedPrompts(
  items: readonly RankedItem[],
  encoding: EncodingName,
): readonly ScannedPrompt[] {
  const positions = new Map<string, LineIndex>();
  return items.map((item) => {
    const position = positions.get(item.file) ?? createLineIndex(item.source);
    positions.set(item.file, position);
    return toScannedPrompt(item, encoding, position);
  });
}

function toScannedPrompt(item: RankedItem, encoding: EncodingName, position: LineIndex): ScannedPrompt {
  const { file, site, tokens, findings, placeholders, priority } = item;
  const start = position(site.span.start);
  const end = position(site.span.end);
  return {
    file,
    language: site.language,
    form: site.form,
    name: site.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    offset: [site.span.start, site.span.end],
    text: site.text,
    placeholders: placeholders.map(({ text, kind }) => ({ text, kind })),
    tokens: { value: tokens, provenance: 'tokenizer', encoding },
    confidence: site.confidence,
    reasons: site.reasons,
    findings: findings.map((finding) => toLintFinding(inSource(finding, site), position)),
    priority,
    ...(site.cell === undefined ? {} : { cell: site.cell }),
  };
}

export function toScannedLiteral(
  file: string,
  { span, form, value, isPrompt }: SourceLiteral,
): ScannedLiteral {
  return { file, offset: [span.start, span.end], form, value, isPrompt };
}

/** The prompts as a table, and what was left out. `describeReason` words the reason for which a file was. */
export function scanToText(
  document: ScanDocument,
  style: ReportStyle,
  describeReason: (reason: string) => string,
): string {
  const { files, prompts, skipped } = document;
  const sections = prompts.length === 0 ? [] : [table(prompts, style)];
  const tokens = prompts.reduce((sum, prompt) => sum + prompt.tokens.value, 0);
  const numbers = prompts.length === 0 ? '' : `, ${counted(tokens, 'token')}`;
  const found = prompts.length === 0 ? 'No prompts' : counted(prompts.length, 'prompt');
  const totals = `${found} in ${counted(files, 'file')}${numbers}.`;
  const leftOut = skipped.length === 0 ? [] : [style.quiet(skippedLine(skipped, describeReason))];
  sections.push([style.strong(totals), ...leftOut].join('\n'));
  return `${sections.join('\n\n')}\n`;
}

function table(prompts: readonly ScannedPrompt[], style: ReportStyle): string {
  const places = prompts.map(({ file, line }) => withoutControls(`${file}:${line}`));
  const width = Math.max(...places.map(displayWidth));
  const rows = prompts.map(({ priority, tokens, findings, name, form }, index) => {
    const numbers = [
      String(Math.round(priority)).padStart(8),
      grouped(tokens.value).padStart(7),
      String(findings.length).padStart(8),
    ];
    const place = padColumns(places[index] ?? '', width);
    return `${numbers.join('  ')}  ${place}  ${style.quiet(withoutControls(name ?? form))}`;
  });
  return [style.strong('Priority   Tokens  Findings  Prompt'), ...rows].join('\n');
}

function skippedLine(skipped: ScanDocument['skipped'], describeReason: (reason: string) => string): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => {
    return `${counts.size === 1 ? '' : `${grouped(count)} `}${describeReason(reason)}`;
  });
  return `${counted(skipped.length, 'file')} left out: ${parts.join(', ')}.`;
}
