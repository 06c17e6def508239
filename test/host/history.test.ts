import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, extension, openNewFile, until } from './support/editor.ts';
import type { Version } from '../../src/core/history/history-store.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';

const SOURCE =
  'SYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
  'You must not promise a "refund".\n"""\n\nOTHER = 1\n';
const ORIGINAL =
  'Please make sure that you always answer in order to help {customer}.\nYou must not promise a "refund".\n';

interface AppliedPrompt {
  readonly document: vscode.TextDocument;
  readonly versions: readonly Version[];
  readonly original: Version;
  readonly applied: Version;
}

async function workbench(): Promise<Workbench> {
  return ((await extension().activate()) as PromptOpsApi).workbench();
}

async function versionsOf(file: string): Promise<readonly Version[]> {
  const { store } = (await workbench()).history;
  const prompt = (await store.listPrompts()).find((summary) => summary.file === file);
  assert.ok(prompt, `${file} is in the history`);
  return (await store.listVersions(prompt.id, { limit: 100 })).versions;
}

/** A file whose prompt was optimized and applied, with its history. */
async function applyRewrite(file: string): Promise<AppliedPrompt> {
  const editor = await openNewFile(file, SOURCE);
  const position = editor.document.positionAt(SOURCE.indexOf('Please') + 3);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('promptops.optimizePrompt');
  await vscode.commands.executeCommand('promptops.apply');
  assert.notEqual(editor.document.getText(), SOURCE);
  const versions = await versionsOf(file);
  const original = versions.find(({ origin }) => origin === 'original');
  const applied = versions.find(({ origin }) => origin === 'applied');
  assert.ok(original && applied);
  return { document: editor.document, versions, original, applied };
}

function activeDiff(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
}

const textOf = async (uri: vscode.Uri): Promise<string> =>
  (await vscode.workspace.openTextDocument(uri)).getText();

describe('the history in the editor', () => {
  afterEach(closeAllEditors);

  it('opens a version as a read-only Markdown document with exactly its text', async () => {
    const { original } = await applyRewrite('open-version.py');
    await vscode.commands.executeCommand('promptops.history.openVersion', original.id);
    const { document } = await until('the version', () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.scheme === 'promptops-version' && editor;
    });
    assert.equal(document.getText(), ORIGINAL);
    assert.equal(document.languageId, 'markdown');
    assert.match(document.uri.path, /^\/SYSTEM_PROMPT \(Original, .+\)\.md$/u);
  });

  it('compares a version with the text that stands in the file now', async () => {
    const { original, applied } = await applyRewrite('compare-current.py');
    await vscode.commands.executeCommand('promptops.history.compareWithCurrent', original.id);
    const diff = await until('the diff editor', activeDiff);
    const { store } = (await workbench()).history;
    assert.equal(await textOf(diff.original), ORIGINAL);
    assert.equal(await textOf(diff.modified), (await store.version(applied.id))?.text);
  });

  it('compares a version with the one before', async () => {
    const { applied } = await applyRewrite('compare-previous.py');
    await vscode.commands.executeCommand('promptops.history.compareWithPrevious', applied.id);
    const diff = await until('the diff editor', activeDiff);
    assert.deepEqual(
      [diff.original.query, diff.modified.query],
      [`version=${applied.basis?.id ?? ''}`, `version=${applied.id}`],
    );
    assert.equal(await textOf(diff.original), ORIGINAL);
  });

  it('copies the text of a version and nothing else', async () => {
    const { original } = await applyRewrite('copy-version.py');
    await vscode.commands.executeCommand('promptops.history.copy', original.id);
    assert.equal(await vscode.env.clipboard.readText(), ORIGINAL);
  });

  it('restores a version through the literal, in one undo step, as a new version', async () => {
    const { document, original } = await applyRewrite('restore.py');
    const rewritten = document.getText();
    await vscode.commands.executeCommand('promptops.history.restore', original.id);
    assert.equal(document.getText(), SOURCE);
    const [newest] = await versionsOf('restore.py');
    assert.deepEqual(
      [newest?.origin, newest?.outcome, newest?.textHash],
      ['restored', 'applied', original.textHash],
    );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), rewritten);
  });

  it('keeps what was typed by hand before it restores', async () => {
    const { document, original } = await applyRewrite('restore-edited.py');
    const edit = new vscode.WorkspaceEdit();
    const place = document.positionAt(document.getText().indexOf('You must'));
    edit.insert(document.uri, place, 'Answer in English. ');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('promptops.history.restore', original.id);
    assert.equal(document.getText(), SOURCE);
    const [restored, edited] = await versionsOf('restore-edited.py');
    assert.deepEqual([restored?.origin, edited?.origin], ['restored', 'edited']);
    const { store } = (await workbench()).history;
    assert.match((await store.version(edited?.id ?? ''))?.text ?? '', /Answer in English\. You must/u);
  });

  it('leaves file and history alone when the text already stands there', async () => {
    const { document, applied, versions } = await applyRewrite('restore-current.py');
    const before = document.getText();
    await vscode.commands.executeCommand('promptops.history.restore', applied.id);
    assert.equal(document.getText(), before);
    assert.equal((await versionsOf('restore-current.py')).length, versions.length);
  });

  it('keeps the history of a prompt whose variable was renamed and moved', async () => {
    const { document, versions } = await applyRewrite('renamed.py');
    const moved = document.getText().replace('SYSTEM_PROMPT', 'GREETING_PROMPT');
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    edit.replace(document.uri, all, `import os\n\n\n${moved}`);
    await vscode.workspace.applyEdit(edit);
    const original = versions.find(({ origin }) => origin === 'original');
    await vscode.commands.executeCommand('promptops.history.restore', original?.id);
    assert.equal(document.getText(), `import os\n\n\n${SOURCE.replace('SYSTEM_PROMPT', 'GREETING_PROMPT')}`);
  });

  it('follows undo and redo of the editor', async () => {
    const { document } = await applyRewrite('undo-redo.py');
    const outcome = async (): Promise<unknown> => (await versionsOf('undo-redo.py'))[0]?.outcome;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SOURCE);
    await until('the undo', async () => (await outcome()) === 'undone');
    await vscode.commands.executeCommand('redo');
    assert.notEqual(document.getText(), SOURCE);
    await until('the redo', async () => (await outcome()) === 'applied');
  });

  it('keeps an edit by hand when the file is saved, once', async () => {
    const { document } = await applyRewrite('edited-by-hand.py');
    await document.save();
    const before = await versionsOf('edited-by-hand.py');
    const at = document.positionAt(document.getText().indexOf('{customer}'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, 'our dear ');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    const after = await until('the edit', async () => {
      const versions = await versionsOf('edited-by-hand.py');
      return versions.length > before.length && versions;
    });
    assert.deepEqual([after.length - before.length, after[0]?.origin], [1, 'edited']);
    assert.ok((after[0]?.tokens?.value ?? 0) > 0);
  });

  it('pins, compares what is selected and inserts at the cursor', async () => {
    const { original, applied } = await applyRewrite('marks.py');
    await vscode.commands.executeCommand('promptops.history.pin', original.id);
    const pinned = (await versionsOf('marks.py')).filter(({ isPinned }) => isPinned);
    assert.deepEqual(
      pinned.map(({ id }) => id),
      [original.id],
    );
    await vscode.commands.executeCommand('promptops.history.unpin', original.id);
    assert.equal(
      (await versionsOf('marks.py')).some(({ isPinned }) => isPinned),
      false,
    );
    const nodes = [applied, original].map((version) => ({ version }));
    await vscode.commands.executeCommand('promptops.history.compareSelected', nodes[0], nodes);
    const diff = await until('the diff', activeDiff);
    assert.equal(await textOf(diff.original), ORIGINAL);
    const target = await openNewFile('target.md', 'Before \n');
    target.selection = new vscode.Selection(0, 7, 0, 7);
    await vscode.commands.executeCommand('promptops.history.insert', original.id);
    assert.equal(target.document.getText(), `Before ${ORIGINAL}\n`);
    await vscode.commands.executeCommand('undo');
    assert.equal(target.document.getText(), 'Before \n');
  });
});
