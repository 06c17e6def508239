import * as vscode from 'vscode';
import type { DocumentProblem } from '../../core/data-room/read-document.ts';
import { mostPdfBytes, mostPdfPages } from '../../core/data-room/pdf-reading.ts';
import { documentEndings, longestDocument } from '../../core/data-room/room-document.ts';
import { mostDocuments } from '../../core/data-room/stored-room.ts';

/** Why a file is no document, and what to do about it. */
export function describeRefusal(name: string, problem: DocumentProblem | 'missing' | 'too-many'): string {
  switch (problem) {
    case 'pdf-encrypted':
      return vscode.l10n.t(
        '{0} opens with a password alone. Save it without one, or its text as a .pdf.txt file.',
        name,
      );
    case 'pdf-scan':
      return vscode.l10n.t(
        '{0} holds pictures of pages and no text. Save it with its text recognised (OCR), or its text as a .pdf.txt file.',
        name,
      );
    case 'pdf-encoding':
      return vscode.l10n.t(
        '{0} writes Chinese, Japanese or Korean letters in an old way that is not read. Save its text as a .pdf.txt file.',
        name,
      );
    case 'pdf-broken':
      return vscode.l10n.t('{0} is damaged or no PDF file. Save it anew.', name);
    case 'pdf-heavy':
      return vscode.l10n.t(
        '{0} takes too much time or memory to read. Save its text as a .pdf.txt file.',
        name,
      );
    case 'pdf-too-large':
      return vscode.l10n.t(
        '{0} has more than {1} pages, {2} megabytes or {3} million characters. Add the parts that matter.',
        name,
        mostPdfPages.toLocaleString(vscode.env.language),
        mostPdfBytes / 1_048_576,
        longestDocument / 1_000_000,
      );
    case 'unsupported':
      return vscode.l10n.t(
        '{0} is of a kind that is not read. Documents end in {1}.',
        name,
        documentEndings.map((ending) => `.${ending}`).join(', '),
      );
    case 'not-text':
      return vscode.l10n.t('{0} is no text in UTF-8. Save it as UTF-8 and add it again.', name);
    case 'too-large':
      return vscode.l10n.t(
        '{0} has more than {1} million characters. Add the parts that matter.',
        name,
        longestDocument / 1_000_000,
      );
    case 'empty':
      return vscode.l10n.t('{0} is empty.', name);
    case 'missing':
      return vscode.l10n.t('{0} cannot be read. Check that it exists.', name);
    case 'too-many':
      return vscode.l10n.t(
        '{0} was not added: a workspace has {1} documents at most. Remove some.',
        name,
        mostDocuments,
      );
  }
}
