import * as vscode from 'vscode';
import type { DocumentProblem } from '../../core/data-room/read-document.ts';
import { documentEndings, longestDocument } from '../../core/data-room/room-document.ts';
import { mostDocuments } from '../../core/data-room/stored-room.ts';

/** Why a file is no document, and what to do about it. */
export function describeRefusal(name: string, problem: DocumentProblem | 'missing' | 'too-many'): string {
  switch (problem) {
    case 'pdf':
      return vscode.l10n.t(
        '{0} is a PDF file, which is not read here. Save its text as a .pdf.txt file and add that.',
        name,
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
