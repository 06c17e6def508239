import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';
import { closeAllEditors, extension, until, workspaceUri } from './support/editor.ts';

const wordy = 'You are a travel agent. Please make sure to answer in order to help {customer}.';

/** A notebook with an output and an attachment that must survive everything. */
function notebook(): string {
  const cell = (id: string, source: readonly string[]): object => ({
    cell_type: 'code',
    execution_count: 1,
    id,
    metadata: {},
    outputs: [],
    source,
  });
  const text = JSON.stringify(
    {
      cells: [
        { cell_type: 'markdown', id: 'intro', metadata: {}, source: ['# Agents\n'] },
        cell('first', ['import os\n', `AGENT_PROMPT = "${wordy}"\n`, 'print(1)']),
        cell('second', [`OTHER_PROMPT = "You are a poet. Answer in rhymes about {topic} and nothing else."`]),
      ],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
  return `${text}\n`;
}

async function workbench(): Promise<Workbench> {
  return ((await extension().activate()) as PromptOpsApi).workbench();
}

describe('notebooks', () => {
  const file = 'agents.ipynb';

  async function openCells(): Promise<readonly vscode.TextDocument[]> {
    const opened = await vscode.workspace.openNotebookDocument(workspaceUri(file));
    await vscode.window.showNotebookDocument(opened);
    return opened.getCells().map(({ document }) => document);
  }

  before(async function () {
    await vscode.workspace.fs.writeFile(workspaceUri(file), new TextEncoder().encode(notebook()));
    try {
      const opened = await vscode.workspace.openNotebookDocument(workspaceUri(file));
      if (opened.getCells().length !== 3) this.skip();
    } catch {
      // An editor without its built-in extension for notebooks cannot open one.
      this.skip();
    }
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeAllEditors();
  });

  after(() => vscode.workspace.fs.delete(workspaceUri(file)));

  it('have lenses and problems in their cells', async () => {
    const [, cell] = await openCells();
    assert.ok(cell);
    const lenses = await until('the lenses of the cell', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        cell.uri,
        10,
      );
      return found.length > 0 && found;
    });
    assert.deepEqual(
      lenses.map(({ range }) => range.start.line),
      lenses.map(() => 1),
    );
    assert.match(lenses[0]?.command?.title ?? '', /^\d+ tokens$/u);
    const problems = await until('the problems of the cell', () => {
      const found = vscode.languages.getDiagnostics(cell.uri).filter(({ source }) => source === 'PromptOps');
      return found.length > 0 && found;
    });
    assert.equal(cell.getText(problems[0]?.range).length > 0, true);
  });

  it('take a rewrite in the cell, with a history under their path and cell', async () => {
    const [, cell] = await openCells();
    assert.ok(cell);
    const before = cell.getText();
    const offset = before.indexOf('"You are');
    await vscode.commands.executeCommand('promptops.optimizePrompt', { uri: cell.uri, offset });
    await vscode.commands.executeCommand('promptops.apply');
    assert.notEqual(cell.getText(), before);
    assert.ok(
      cell.getText().startsWith('import os\nAGENT_PROMPT = "') && cell.getText().endsWith('"\nprint(1)'),
    );
    const { history, sitesWithVersions } = await workbench();
    const kept = (await history.store.listPrompts()).filter((prompt) => prompt.file === file);
    assert.deepEqual(
      kept.map(({ symbolPath }) => symbolPath),
      ['cell first.AGENT_PROMPT'],
    );
    const known = await sitesWithVersions(cell);
    assert.equal(known.size, 1);
    await vscode.commands.executeCommand('undo');
  });

  it('are read in their file as well, at the places of the file', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceUri(file));
    const { prompts } = await workbench();
    const sites = await prompts.inDocument(document);
    assert.deepEqual(
      sites.map(({ symbolPath, cell }) => [symbolPath.join('.'), cell]),
      [
        ['cell first.AGENT_PROMPT', { index: 2, line: 2 }],
        ['cell second.OTHER_PROMPT', { index: 3, line: 1 }],
      ],
    );
  });
});
