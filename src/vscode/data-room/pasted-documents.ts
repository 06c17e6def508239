import * as vscode from 'vscode';
import { isPdf } from '../../core/data-room/room-document.ts';
import type { StoredDocument } from '../../core/data-room/stored-room.ts';
import type { DataRoom } from './data-room.ts';

const SCHEME = 'promptops-document';

/** Shows the texts of documents that no editor shows, read-only: pasted ones and PDF files. */
export function createPastedDocuments(room: DataRoom): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ query }) => {
      const entries = await room.entries();
      const entry = entries.find(({ stored }) => stored.id === query);
      return entry?.content.kind === 'ready'
        ? entry.content.text
        : vscode.l10n.t('This document is no longer in the data room.');
    },
  });
}

/** Where a document opens: its file, or its text in a tab that cannot be edited. A PDF file is none that an editor shows as text. */
export function uriOfDocument({ id, title, format, origin }: StoredDocument): vscode.Uri {
  if (origin.kind === 'file' && !isPdf(origin.uri)) return vscode.Uri.parse(origin.uri);
  const ending = format === 'markdown' ? 'md' : 'txt';
  const name = title.replaceAll(/[/\\?#:]/gu, '-');
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.${ending}`, query: id });
}
