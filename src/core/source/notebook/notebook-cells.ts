import { countLeading } from '../../sorted-search.ts';
import type { DataString } from '../data/data-string.ts';
import { readJsonStrings } from '../data/json-strings.ts';
import type { DecodedText } from '../decoded-text.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { SourceLanguage } from '../languages.ts';
import { languageOfEditorId } from '../languages.ts';

/** A code cell of a Jupyter notebook (nbformat 4). */
export interface NotebookCell {
  /** Counts from 0 among all cells. */
  readonly index: number;
  /** The cell's own id, else its number: it names the cell in the history. */
  readonly name: string;
  readonly language: SourceLanguage;
  /** The code of the cell with the map to the file. */
  readonly code: DecodedText;
  /** The strings that the code is made of: one of each line, or one of all. */
  readonly lines: readonly DataString[];
}

/** The name of a cell, as histories and reports have it. */
export function cellName(id: string | null, index: number): string {
  return `cell ${id ?? String(index + 1)}`;
}

/** The code cells in a language that prompts are found in; what follows a mistake in the file is not read. */
export function readNotebookCells(source: string): readonly NotebookCell[] {
  const strings = readJsonStrings(source);
  const kernel = kernelLanguage(strings);
  const byCell = new Map<number, DataString[]>();
  for (const string of strings) {
    const [root, index] = string.path;
    if (root !== 'cells' || typeof index !== 'number') continue;
    const known = byCell.get(index);
    if (known === undefined) byCell.set(index, [string]);
    else known.push(string);
  }
  return [...byCell].flatMap(([index, own]) => cellOf(index, own, kernel) ?? []);
}

/** The language of the notebook's kernel; Python where it does not say one. */
function kernelLanguage(strings: readonly DataString[]): string {
  const named = strings.filter(({ path }) => path[0] === 'metadata');
  const info = named.find(({ path }) => path[1] === 'language_info' && path[2] === 'name');
  const spec = named.find(({ path }) => path[1] === 'kernelspec' && path[2] === 'language');
  return (info ?? spec)?.decoded.text.toLowerCase() ?? 'python';
}

function cellOf(index: number, own: readonly DataString[], kernel: string): NotebookCell | null {
  const valueOf = (...keys: readonly string[]): string | null =>
    own.find(({ path }) => path.slice(2).join('\n') === keys.join('\n'))?.decoded.text ?? null;
  if (valueOf('cell_type') !== 'code') return null;
  const language = languageOfEditorId(valueOf('metadata', 'vscode', 'languageId') ?? kernel);
  const lines = own.filter(({ path }) => path[2] === 'source' && path.length <= 4);
  if (language === null || lines.length === 0) return null;
  const builder = createTextBuilder();
  for (const line of lines) builder.append(line.decoded);
  return { index, name: cellName(valueOf('id'), index), language, code: builder.done(), lines };
}

/** Magics of IPython that leave the cell in Python. */
const pythonMagics = /^%%(?:time|timeit|capture|prun|python3?)\b/;

/**
 * The code as its parser can read it: lines with magics and shell commands of IPython become comments of the same
 * length, unless they lie inside a literal. Null for a cell in the language of a magic. `isInLiteral` is asked for
 * offsets of the masked code.
 */
export function maskMagics(
  code: string,
  isPython: boolean,
): { readonly code: string; readonly masked: readonly number[] } | null {
  if (!isPython) return { code, masked: [] };
  if (/^\s*%%/.test(code) && !pythonMagics.test(code.trimStart())) return null;
  const masked = [...code.matchAll(/^[ \t]*[%!?]/gm)].map((match) => match.index + match[0].length - 1);
  return { code: replaceAt(code, masked), masked };
}

/** The code with a number sign at each of the offsets. */
export function replaceAt(code: string, offsets: readonly number[]): string {
  let result = '';
  let position = 0;
  for (const offset of offsets) {
    result += `${code.slice(position, offset)}#`;
    position = offset + 1;
  }
  return result + code.slice(position);
}

/** The line of an offset in a cell, counted from 1. */
export function lineInCell({ code }: NotebookCell, offset: number): number {
  const starts = [...code.text.matchAll(/\n/g)].map(({ index }) => index);
  return countLeading(starts.length, (at) => (starts[at] ?? Infinity) < offset) + 1;
}
