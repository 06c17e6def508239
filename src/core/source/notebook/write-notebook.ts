import type { Span } from '../../model.ts';
import { applyEdits } from '../../text-edits.ts';
import { encodeJson } from '../data/json-strings.ts';
import { sourceSpanOf } from '../decoded-text.ts';
import { isUnstorable } from '../escape-characters.ts';
import type { FindPromptsOptions } from '../find-prompts.ts';
import type { PromptSite } from '../prompt-site.ts';
import type { WriteBackOptions, WriteBackResult } from '../write-back.ts';
import type { NotebookCell } from './notebook-cells.ts';
import { readNotebookCells } from './notebook-cells.ts';
import type { ScanCode } from './notebook-prompts.ts';
import { readableCode, siteInFile } from './notebook-prompts.ts';

/** What is done to the code of a cell as to a file. */
export interface CodeTools {
  readonly scan: ScanCode;
  readonly sitesAt: (options: FindPromptsOptions, span: Span) => Promise<readonly PromptSite[]>;
  readonly write: (options: WriteBackOptions) => Promise<WriteBackResult>;
}

/**
 * Writes a prompt of a code cell into the file of its notebook: only the lines of the literal change, in the JSON as it is
 * written; everything else reads as before.
 */
export async function writeNotebook(options: WriteBackOptions, tools: CodeTools): Promise<WriteBackResult> {
  const { source, site, text, path, parser } = options;
  const cell = readNotebookCells(source).find(({ code }) => isInside(code.segments, site.span));
  const code = cell === undefined ? null : await readableCode({ path, parser }, cell, tools.scan);
  if (cell === undefined || code === null) return changed();
  const { language } = cell;
  const sites = await tools.sitesAt({ path, source: code, parser, language }, { start: 0, end: code.length });
  const inCell = sites.find((candidate) => isSameSite(siteInFile(cell, candidate), site));
  if (inCell === undefined) return changed();
  const written = await tools.write({ path, source: code, site: inCell, text, parser, language });
  if (written.kind === 'refused') return written;
  const { span, replacement } = smallestEdit(code, written.edit);
  const target = span.start === span.end ? insertionPoint(cell, span.start) : sourceSpanOf(cell.code, span);
  if (target === null) return changed();
  const edit = { span: target, replacement: encodeLines(source, cell, replacement) };
  const result = applyEdits(source, [edit]);
  const newCode = applyEdits(cell.code.text, [{ span, replacement }]);
  if (isUnstorable(result) || !isSameNotebook(source, result, cell.index, newCode)) {
    const detail = 'The new text cannot be written into this notebook. Change the cell by hand.';
    return { kind: 'refused', reason: 'not-expressible', detail };
  }
  return { ...written, edit, source: result };
}

function changed(): WriteBackResult {
  const detail = 'The prompt is no longer where it was found. Run again on the file as it is.';
  return { kind: 'refused', reason: 'document-changed', detail };
}

function isInside(segments: NotebookCell['code']['segments'], { start, end }: Span): boolean {
  const [first] = segments;
  const last = segments.at(-1);
  return first !== undefined && last !== undefined && first.sourceStart <= start && end <= last.sourceEnd;
}

function isSameSite(found: PromptSite | null, site: PromptSite): boolean {
  return (
    found !== null &&
    found.span.start === site.span.start &&
    found.span.end === site.span.end &&
    found.text === site.text
  );
}

/** An edit without what both texts begin and end with, so that lines without a change keep their very source. */
function smallestEdit(
  code: string,
  { span, replacement }: { readonly span: Span; readonly replacement: string },
): { span: Span; replacement: string } {
  const before = code.slice(span.start, span.end);
  const shorter = Math.min(before.length, replacement.length);
  let head = 0;
  while (head < shorter && before[head] === replacement[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === replacement.at(-1 - tail)) tail++;
  // Without its break a line goes on with the next: the string of that must not stay apart.
  const isJoin = tail > 0 && tail < shorter && before.at(-1 - tail) === '\n';
  if (isJoin) tail--;
  // Half a character is none.
  if (/[\ud800-\udbff]/u.test(before.charAt(head - 1))) head--;
  if (/[\udc00-\udfff]/u.test(before.charAt(before.length - tail))) tail--;
  return {
    span: { start: span.start + head, end: span.end - tail },
    replacement: replacement.slice(head, replacement.length - tail),
  };
}

/** Where text is put in between two characters: behind the first, so that it does not begin a new line. */
function insertionPoint({ code }: NotebookCell, offset: number): Span | null {
  const before = offset > 0 && code.text[offset - 1] !== '\n';
  const place = before ? { start: offset - 1, end: offset } : { start: offset, end: offset + 1 };
  const found = sourceSpanOf(code, place);
  const at = before ? found?.end : found?.start;
  return at === undefined ? null : { start: at, end: at };
}

/** Text as it stands within the strings of a cell: a string for each line where the cell has them so. */
function encodeLines(source: string, { lines }: NotebookCell, text: string): string {
  const isAscii = !/[^\x00-\x7f]/.test(source) && /\\u[0-9a-f]{4}/i.test(source);
  const encode = (line: string): string => escapedAs(encodeJson(line).slice(1, -1), isAscii);
  const [first, second] = lines;
  if (first === undefined || first.path.length < 4) return encode(text);
  const gap =
    second === undefined
      ? gapOfOne(source, first.span.start)
      : source.slice(first.span.end, second.span.start);
  const parts = text.split(/(?<=\n)/);
  const isBreakLast = text.endsWith('\n');
  return parts.map(encode).join(`"${gap}"`) + (isBreakLast ? `"${gap}"` : '');
}

function escapedAs(body: string, isAscii: boolean): string {
  if (!isAscii) return body;
  return body.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A comma, and the line break with its indentation that stands before the only string. */
function gapOfOne(source: string, start: number): string {
  const indentation = /(\r?\n[ \t]*)$/.exec(source.slice(Math.max(0, start - 400), start))?.[1];
  return `,${indentation ?? ' '}`;
}

/** True when both files hold the same but for the code of one cell, which is `code`. */
function isSameNotebook(before: string, after: string, index: number, code: string): boolean {
  try {
    const old = JSON.parse(withoutMark(before)) as unknown;
    const next = JSON.parse(withoutMark(after)) as unknown;
    const isRead = codeOf(takeSource(next, index)) === code;
    takeSource(old, index);
    return isRead && JSON.stringify(old) === JSON.stringify(next);
  } catch {
    return false;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Takes the source out of a cell and returns it. */
function takeSource(notebook: unknown, index: number): unknown {
  if (!isRecord(notebook) || !Array.isArray(notebook['cells'])) return null;
  const cell = (notebook['cells'] as unknown[])[index];
  if (!isRecord(cell)) return null;
  const { source } = cell;
  cell['source'] = null;
  return source;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function codeOf(source: unknown): unknown {
  return Array.isArray(source) ? source.join('') : source;
}
