import type { Span } from '../../model.ts';
import { sourceSpanOf } from '../decoded-text.ts';
import type { FindPromptsOptions } from '../find-prompts.ts';
import type { PromptSite, ScanResult, SourceLiteral } from '../prompt-site.ts';
import { createPromptSite } from '../prompt-site.ts';
import { composeMap } from './compose-map.ts';
import type { NotebookCell } from './notebook-cells.ts';
import { lineInCell, maskMagics, readNotebookCells, replaceAt } from './notebook-cells.ts';

/** The scan of one cell, as of a file. */
export type ScanCode = (options: FindPromptsOptions) => Promise<ScanResult>;

/** The prompts in the code cells of a notebook, at their places in its file. */
export async function findNotebookPrompts(options: FindPromptsOptions, scan: ScanCode): Promise<ScanResult> {
  const prompts: PromptSite[] = [];
  const literals: SourceLiteral[] = [];
  for (const cell of readNotebookCells(options.source)) {
    const code = await readableCode(options, cell, scan);
    if (code === null) continue;
    const result = await scan(cellOptions(options, cell, code));
    prompts.push(...result.prompts.flatMap((site) => siteInFile(cell, site) ?? []));
    literals.push(...(result.literals ?? []).flatMap((literal) => literalInFile(cell, literal) ?? []));
  }
  return { prompts, literals: options.includeAll === true ? literals : null, skipped: null };
}

/** The sites of all literals of code cells that touch `span` of the file. */
export async function findNotebookSitesAt(
  options: FindPromptsOptions,
  span: Span,
  {
    scan,
    sitesAt,
  }: {
    readonly scan: ScanCode;
    readonly sitesAt: (options: FindPromptsOptions, span: Span) => Promise<readonly PromptSite[]>;
  },
): Promise<readonly PromptSite[]> {
  const found: PromptSite[] = [];
  for (const cell of readNotebookCells(options.source)) {
    if (!cell.lines.some((line) => line.span.start <= span.end && span.start <= line.span.end)) continue;
    const code = await readableCode(options, cell, scan);
    if (code === null) continue;
    const whole = { start: 0, end: code.length };
    const sites = await sitesAt(cellOptions(options, cell, code), whole);
    found.push(...sites.flatMap((site) => siteInFile(cell, site) ?? []));
  }
  return found.filter((site) => site.span.start <= span.end && span.start <= site.span.end);
}

/** The options for one cell. A tree of the notebook's file is none of its cells. */
export function cellOptions(
  { path, parser, includeAll, isExplicit, detection }: FindPromptsOptions,
  { language }: NotebookCell,
  code: string,
): FindPromptsOptions {
  return {
    path,
    source: code,
    parser,
    language,
    ...(includeAll === undefined ? {} : { includeAll }),
    ...(isExplicit === undefined ? {} : { isExplicit }),
    ...(detection === undefined ? {} : { detection }),
  };
}

/** The code of a cell without its magics, as long as the code itself; null when it is in another language. */
export async function readableCode(
  options: Pick<FindPromptsOptions, 'path' | 'parser'>,
  cell: NotebookCell,
  scan: ScanCode,
): Promise<string | null> {
  const masked = maskMagics(cell.code.text, cell.language.id === 'python');
  if (masked === null || masked.masked.length === 0) return masked?.code ?? null;
  const all = { path: options.path, parser: options.parser, source: '' };
  const { literals } = await scan({
    ...cellOptions({ ...all, includeAll: true, isExplicit: true }, cell, masked.code),
  });
  const isText = (offset: number): boolean =>
    (literals ?? []).some(({ span }) => span.start < offset && offset < span.end);
  return replaceAt(
    cell.code.text,
    masked.masked.filter((offset) => !isText(offset)),
  );
}

/** A site of a cell as a site of the file; null when its text has no place there. */
export function siteInFile(cell: NotebookCell, site: PromptSite): PromptSite | null {
  const span = sourceSpanOf(cell.code, site.span);
  const decoded = composeMap({ text: site.text, segments: site.segments }, cell.code);
  if (span === null || decoded === null) return null;
  const place = { index: cell.index + 1, line: lineInCell(cell, site.span.start) };
  return createPromptSite(
    { ...site, span, symbolPath: [cell.name, ...site.symbolPath], cell: place },
    decoded,
  );
}

function literalInFile(cell: NotebookCell, literal: SourceLiteral): SourceLiteral | null {
  const span = sourceSpanOf(cell.code, literal.span);
  return span === null ? null : { ...literal, span };
}
