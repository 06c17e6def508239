import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { answeringDialogs } from './support/answering-dialogs.ts';
import { closeAllEditors, extension, openNewFile } from './support/editor.ts';
import { SqliteHistory } from '../../src/node/history/sqlite-history.ts';
import { randomIds, systemClock } from '../../src/node/system.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';
import { runReport } from '../unit/node/history/sample-history.ts';

const secretText = 'Please make sure that you keep the plan of the other workspace in order to win.';

interface ForeignIds {
  readonly promptId: string;
  readonly versionId: string;
  readonly run: string;
}

describe('the history of another workspace', () => {
  let workbench: Workbench;
  let file: string;
  let foreign: ForeignIds;
  let untouched: Buffer;

  before(async () => {
    workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
    // Where the editor itself would keep it: beside the storage of this workspace.
    const folder = vscode.Uri.joinPath(
      workbench.history.folder,
      '..',
      '..',
      'f0e1d2c3',
      'promptops.promptops',
    );
    file = vscode.Uri.joinPath(folder, 'history.db').fsPath;
    const other = new SqliteHistory({
      file,
      clock: systemClock,
      ids: randomIds,
      onNotice: (notice) => assert.fail(notice),
    });
    const prompt = {
      ...{ file: 'plan.py', line: 1, symbolPath: 'PLAN', name: 'PLAN', text: secretText },
      ...({ form: 'plain', language: 'python' } as const),
    };
    const promptId = await other.identify({ prompt, others: [] });
    const { original } = runReport();
    const report = runReport({ run: 'foreign-run', original: { ...original, text: secretText } });
    await other.recordRun({ promptId, report });
    const { id: versionId } = await other.recordOriginal({ promptId, text: secretText });
    foreign = { promptId, versionId, run: report.run };
    await other.close();
    untouched = readFileSync(file);
  });
  afterEach(closeAllEditors);

  const everythingShown = async (): Promise<string> =>
    [
      ...vscode.workspace.textDocuments.map((document) => document.getText()),
      await vscode.env.clipboard.readText(),
      JSON.stringify(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))),
    ].join('\n');

  /** Every shape in which a command may be handed something of the other workspace. */
  const shapes = (): readonly unknown[] => [
    foreign.versionId,
    { kind: 'version', version: { id: foreign.versionId }, prompt: { id: foreign.promptId } },
    { kind: 'prompt', prompt: { id: foreign.promptId } },
    { kind: 'file', file: 'plan.py', prompts: [{ kind: 'prompt', prompt: { id: foreign.promptId } }] },
  ];

  it('cannot be read or changed by any command of the history', async () => {
    await vscode.env.clipboard.writeText('mine');
    const editor = await openNewFile('isolation.md', 'My own text.\n');
    const { sharing } = workbench;
    const usual = { dialogs: sharing.dialogs, signIn: sharing.signIn };
    const dialogs = answeringDialogs('JSON', 'Export Anyway', 'Share');
    sharing.dialogs = dialogs;
    sharing.signIn = () => Promise.reject(new Error('nobody may be asked to sign in'));
    const commands = (await vscode.commands.getCommands(true)).filter(
      // Those that ask in an input box first would wait for it; they look the version up before they ask.
      (command) =>
        command.startsWith('promptops.history.') && !/\.(?:import|filter|search|sort)$/u.test(command),
    );
    assert.ok(commands.length >= 20, String(commands.length));
    for (const command of commands) {
      for (const shape of shapes()) await vscode.commands.executeCommand(command, shape, [shape, shape]);
    }
    Object.assign(sharing, usual);
    assert.doesNotMatch(`${await everythingShown()}\n${dialogs.said.join('\n')}`, /plan of the other|PLAN/u);
    assert.equal(editor.document.getText(), 'My own text.\n');
  });

  it('cannot be read by the address of a version document', async () => {
    for (const query of [
      `version=${foreign.versionId}`,
      `current=${foreign.promptId}`,
      `version=../../f0e1d2c3/promptops.promptops/history.db`,
      `version=' OR 1=1 --`,
    ]) {
      const uri = vscode.Uri.from({ scheme: 'promptops-version', path: '/x.md', query });
      await assert.rejects(async () => vscode.workspace.openTextDocument(uri), query);
    }
  });

  it('cannot be shown by the memory of a panel', async () => {
    const panel = vscode.window.createWebviewPanel('promptops.panel', 'Stolen', vscode.ViewColumn.One);
    try {
      await assert.rejects(
        workbench.restorePanel(panel, { run: foreign.run, place: { page: 'result' }, open: [], scroll: 0 }),
      );
      assert.doesNotMatch(panel.webview.html, /plan of the other/u);
    } finally {
      panel.dispose();
    }
  });

  it('is in no list, search or report of this one', async () => {
    const { store } = workbench.history;
    assert.deepEqual(await store.search({ text: 'plan of the other', limit: 10 }), []);
    assert.equal(
      (await store.listPrompts()).some(({ id }) => id === foreign.promptId),
      false,
    );
    assert.equal(await store.version(foreign.versionId), null);
    assert.equal(await store.findRun(foreign.run), null);
  });

  it('is left as it was, byte for byte', () => {
    assert.deepEqual(readFileSync(file), untouched);
  });
});
