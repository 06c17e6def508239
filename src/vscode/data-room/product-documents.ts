import * as vscode from 'vscode';
import type { RoomDocument } from '../../core/data-room/room-document.ts';

/** A document about the product that ships with it. */
export interface ProductDocument {
  readonly id: string;
  readonly title: string;
  readonly uri: vscode.Uri;
}

/** The product's own documents: read in the Markdown preview, found by Search, never part of a run. */
export interface ProductDocuments {
  readonly list: readonly ProductDocument[];
  /** Those that can be read, with their texts. */
  readonly read: () => Promise<readonly RoomDocument[]>;
}

export function createProductDocuments(extensionUri: vscode.Uri): ProductDocuments {
  const list = [
    { id: 'guide', title: vscode.l10n.t('Guide') },
    { id: 'metrics', title: vscode.l10n.t('Metrics') },
    { id: 'pcv', title: vscode.l10n.t('The PCV Loop') },
    { id: 'data-room', title: vscode.l10n.t('Data Room') },
    { id: 'security', title: vscode.l10n.t('Security and Privacy') },
  ].map((entry) => ({ ...entry, uri: vscode.Uri.joinPath(extensionUri, 'docs', `${entry.id}.md`) }));
  return {
    list,
    read: async () => {
      const read = await Promise.all(list.map(readOne));
      return read.filter((document) => document !== null);
    },
  };
}

async function readOne({ id, title, uri }: ProductDocument): Promise<RoomDocument | null> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return { id, title, kind: 'builtin', tags: [], text };
  } catch {
    // A document that is missing from the package is missing from the search.
    return null;
  }
}
