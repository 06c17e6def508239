import {
  documentEndings,
  documentText,
  kindOfFile,
  longestDocument,
  titleOfText,
  type FileKind,
} from './room-document.ts';

/** Why a file is no document. */
export type DocumentProblem = 'pdf' | 'unsupported' | 'not-text' | 'too-large' | 'empty';

/** What a file holds as a document, or why it is none. */
export type DocumentReading =
  | { readonly kind: 'read'; readonly format: FileKind; readonly title: string; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: DocumentProblem };

/** Bytes above which a file is not even read: no text of `longestDocument` characters has more. */
export const mostDocumentBytes = 4 * longestDocument;

/** Why a file cannot be a document by its name; null when it can. */
export function refusedByName(name: string): DocumentProblem | null {
  if (kindOfFile(name) !== null) return null;
  return name.toLowerCase().endsWith('.pdf') ? 'pdf' : 'unsupported';
}

/** Takes a file in as a document. The title is the first heading of Markdown, else the name. */
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
    case 'pdf':
      return 'is a PDF file, which is not read here. Save its text as a .pdf.txt file and add that.';
    case 'unsupported':
      return `is of a kind that is not read. Documents end in ${documentEndings.map((ending) => `.${ending}`).join(', ')}.`;
    case 'not-text':
      return 'is no text in UTF-8.';
    case 'too-large':
      return `has more than ${longestDocument / 1_000_000} million characters. Add the parts that matter.`;
    case 'empty':
      return 'is empty.';
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
