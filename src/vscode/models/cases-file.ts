import * as vscode from 'vscode';
import { nameOfTarget } from '../../core/target/prompt-target.ts';
import { openCellOf } from '../notebook-cells.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { pathInFolder } from '../workspace-files.ts';
import { folderOfCases } from './configured-cases.ts';
import type { Dialogs } from './dialogs.ts';

/** Drafted cases as a document, and what the settings would call it. */
export interface CasesFile {
  readonly document: vscode.TextDocument;
  /** Relative to the workspace folder; null for a document that was not written. */
  readonly tests: string | null;
}

/**
 * Writes drafted cases beside the file of their prompt and opens them. A file that exists is replaced only when the person
 * says so, and one undo brings it back. Where nothing may be written the text is opened unsaved: it was paid for.
 */
export async function writeCasesFile(
  subject: SessionSubject,
  text: string,
  dialogs: Pick<Dialogs, 'pick'>,
): Promise<CasesFile> {
  const folder = folderOfCases(subject.uri);
  const tests = folder === null ? null : await chooseName(folder, casesFileName(subject), dialogs);
  if (folder === null || tests === null) {
    const untitled = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
    return { document: await show(untitled), tests: null };
  }
  const uri = vscode.Uri.joinPath(folder, tests);
  const document = (await exists(uri))
    ? await replaceText(uri, text)
    : await vscode.workspace.fs
        .writeFile(uri, new TextEncoder().encode(text))
        .then(() => vscode.workspace.openTextDocument(uri));
  return { document: await show(document), tests };
}

/** `agents/support.SYSTEM_PROMPT.tests.yaml` for a prompt of `agents/support.py`. */
export function casesFileName({ uri, target }: SessionSubject): string {
  const file = pathInFolder(openCellOf(uri)?.notebook.uri ?? uri).replace(/\.[^./]*$/u, '');
  const name = (nameOfTarget(target) ?? '').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 80);
  return `${file}${name === '' || name === '-' ? '' : `.${name}`}.tests.yaml`;
}

/** The name to write to; null when the person would rather not. */
async function chooseName(
  folder: vscode.Uri,
  name: string,
  { pick }: Pick<Dialogs, 'pick'>,
): Promise<string | null> {
  if (!(await exists(vscode.Uri.joinPath(folder, name)))) return name;
  const free = await freeName(folder, name);
  const picked = await pick(
    [
      { label: vscode.l10n.t('Keep Both'), description: free, name: free },
      { label: vscode.l10n.t('Replace'), description: name, name },
    ],
    { title: vscode.l10n.t('Draft Test Cases'), placeHolder: vscode.l10n.t('{0} exists already', name) },
  );
  return picked?.name ?? null;
}

async function freeName(folder: vscode.Uri, name: string): Promise<string> {
  for (let number = 2; ; number += 1) {
    const other = name.replace(/\.tests\.yaml$/u, `-${number}.tests.yaml`);
    if (!(await exists(vscode.Uri.joinPath(folder, other)))) return other;
  }
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function replaceText(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  return document;
}

/** In the first column: where the panel is, it stays. */
async function show(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  return document;
}
