import type { Span } from '../model.ts';

/** What a document is written in; `pdf-text` is the text of a PDF file, its pages parted by form feeds. */
export type DocumentKind = 'markdown' | 'text' | 'pdf-text' | 'json' | 'yaml' | 'builtin';

/** A document of the data room with its text. */
export interface RoomDocument {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly tags: readonly string[];
  /** With line breaks as `\n` and without a byte order mark. */
  readonly text: string;
}

/** A part of a document that is found, shown and quoted by itself. The sections of a document joined are its text. */
export interface DocumentSection {
  readonly documentId: string;
  readonly index: number;
  /** The headings above it, the outermost first; empty before the first one. */
  readonly headings: readonly string[];
  readonly span: Span;
  readonly text: string;
}

/** Characters of a document that is taken in, at most: a long manual; more is no document but data. */
export const longestDocument = 2_000_000;

/** What a file can be. */
export type FileKind = Exclude<DocumentKind, 'builtin'>;

const kindsByEnding: ReadonlyMap<string, FileKind> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['mdx', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
  ['rst', 'text'],
  ['adoc', 'text'],
  ['json', 'json'],
  ['jsonl', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['pdf', 'pdf-text'],
] as const);

/** Endings of the files that can be added, without the dot. */
export const documentEndings: readonly string[] = [...kindsByEnding.keys()];

/** What a file is by its name; null when it is nothing that can be read. `manual.pdf.txt` is text that was taken out of a PDF file before. */
export function kindOfFile(name: string): FileKind | null {
  const lower = name.toLowerCase();
  if (lower.endsWith('.pdf.txt')) return 'pdf-text';
  const dot = lower.lastIndexOf('.');
  return dot < 0 ? null : (kindsByEnding.get(lower.slice(dot + 1)) ?? null);
}

/** True for a file whose bytes are no text but hold one. */
export function isPdf(name: string): boolean {
  return name.toLowerCase().endsWith('.pdf');
}

/** A text as documents hold it: one kind of line break, no byte order mark. */
export function documentText(raw: string): string {
  return raw.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
}

/** The first heading, or the first line, as a title; null when a text has neither. */
export function titleOfText(text: string): string | null {
  const line = text
    .slice(0, 4000)
    .split('\n')
    .map((each) => each.replace(/^#{1,6}\s+/u, '').trim())
    .find((each) => each !== '');
  if (line === undefined) return null;
  return line.length > longestTitle ? `${line.slice(0, longestTitle).trimEnd()}…` : line;
}

const longestTitle = 80;
