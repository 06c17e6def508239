import { mostPdfBytes, mostPdfPages, type PdfProblem } from './pdf-reading.ts';
import {
  documentEndings,
  documentText,
  kindOfFile,
  longestDocument,
  titleOfText,
  type FileKind,
} from './room-document.ts';

/** Why a file is no document. */
export type DocumentProblem = 'unsupported' | 'not-text' | 'too-large' | 'empty' | PdfProblem;

/** What a file holds as a document, or why it is none. */
export type DocumentReading =
  | { readonly kind: 'read'; readonly format: FileKind; readonly title: string; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: DocumentProblem };

/** Bytes above which a file is not even read: no text of `longestDocument` characters has more. */
export const mostDocumentBytes = 4 * longestDocument;

/** Why a file cannot be a document by its name; null when it can. */
export function refusedByName(name: string): DocumentProblem | null {
  return kindOfFile(name) === null ? 'unsupported' : null;
}

/** Takes a file of text in as a document; a PDF file is none. The title is the first heading of Markdown, else the name. */
export function readDocument(name: string, bytes: Uint8Array): DocumentReading {
  const format = kindOfFile(name);
  const byName = refusedByName(name);
  if (format === null || byName !== null) return { kind: 'refused', problem: byName ?? 'unsupported' };
  if (bytes.length > mostDocumentBytes) return { kind: 'refused', problem: 'too-large' };
  const raw = decode(bytes);
  if (raw === null) return { kind: 'refused', problem: 'not-text' };
  const text = documentText(raw);
  if (text.length > longestDocument) return { kind: 'refused', problem: 'too-large' };
  if (text.trim() === '') return { kind: 'refused', problem: 'empty' };
  const heading = format === 'markdown' && /^\s{0,40}#/u.test(text) ? titleOfText(text) : null;
  return { kind: 'read', format, title: heading ?? name, text };
}

/** "is a PDF file …": what is wrong and what to do, for the sentence that begins with the file's name. */
export function describeProblem(problem: DocumentProblem): string {
  switch (problem) {
    case 'unsupported':
      return `is of a kind that is not read. Documents end in ${documentEndings.map((ending) => `.${ending}`).join(', ')}.`;
    case 'not-text':
      return 'is no text in UTF-8.';
    case 'too-large':
      return `has more than ${longestDocument / 1_000_000} million characters. Add the parts that matter.`;
    case 'empty':
      return 'is empty.';
    case 'pdf-encrypted':
      return 'opens with a password alone. Save it without one, or its text as a .pdf.txt file.';
    case 'pdf-scan':
      return 'holds pictures of pages and no text. Save it with its text recognised (OCR), or its text as a .pdf.txt file.';
    case 'pdf-encoding':
      return 'writes Chinese, Japanese or Korean letters in an old way that is not read. Save its text as a .pdf.txt file.';
    case 'pdf-broken':
      return 'is damaged or no PDF file. Save it anew.';
    case 'pdf-heavy':
      return 'takes too much time or memory to read. Save its text as a .pdf.txt file.';
    case 'pdf-too-large':
      return `has more than ${mostPdfPages.toLocaleString('en')} pages, ${mostPdfBytes / 1_048_576} megabytes or ${longestDocument / 1_000_000} million characters. Add the parts that matter.`;
  }
}

function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
