import * as vscode from 'vscode';
import { cellName } from '../core/source/notebook/notebook-cells.ts';

/** A cell of an open notebook. */
export interface OpenCell {
  readonly notebook: vscode.NotebookDocument;
  /** The same name that the cell has in the file of the notebook. */
  readonly name: string;
}

const CELL_SCHEME = 'vscode-notebook-cell';

/** True for the text of a cell, which has the path of its notebook. */
export function isCell({ scheme }: vscode.Uri): boolean {
  return scheme === CELL_SCHEME;
}

/** The cell whose text a document is; undefined for any other document. */
export function openCellOf(uri: vscode.Uri): OpenCell | undefined {
  if (!isCell(uri)) return undefined;
  const key = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === key);
    if (cell !== undefined) return { notebook, name: cellName(idOf(cell), cell.index) };
  }
  return undefined;
}

/** Jupyter's id of a cell, which its editor keeps among the metadata. */
function idOf({ metadata }: vscode.NotebookCell): string | null {
  const id: unknown = metadata['id'];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The texts of the code cells of a notebook that is open; none when it is not. */
export function cellDocumentsOf(notebook: vscode.Uri): readonly vscode.TextDocument[] {
  const key = notebook.toString();
  const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === key);
  const cells = open?.getCells() ?? [];
  return cells.filter(({ kind }) => kind === vscode.NotebookCellKind.Code).map(({ document }) => document);
}
