import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AssistantPage } from '../../src/protocol/assistant-page.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { OptimizationSession } from '../../src/vscode/session/optimization-session.ts';
import type { Pages } from '../../src/vscode/command-handlers.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';
import { closeAllEditors, extension, openNewFile } from './support/editor.ts';

const source =
  'SYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
  'You must not promise a refund.\n"""\n';

type Page = AssistantPage;

describe('the Assistant', () => {
  let workbench: Workbench;
  let editor: vscode.TextEditor;
  let count = 0;

  before(async () => {
    workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
  });

  beforeEach(async () => {
    count += 1;
    editor = await openNewFile(`assistant-${String(count)}.py`, source);
    editor.selection = new vscode.Selection(0, 30, 0, 30);
    await vscode.commands.executeCommand('promptops.openAssistant');
  });

  afterEach(closeAllEditors);

  function session(): OptimizationSession {
    const active = workbench.sessions.active();
    assert.ok(active !== undefined);
    return active;
  }

  const assistant = (): Pages['assistant'] => workbench.pages.assistant;

  function page(): Promise<Page> {
    return assistant().state(session());
  }

  async function prompt(): Promise<NonNullable<Page['prompt']>> {
    const { prompt: about, problem } = await page();
    assert.ok(about !== null, problem ?? 'no prompt');
    return about;
  }

  it('is about the prompt under the cursor and suggests what the rules find', async () => {
    const { subject, suggestions, complexity } = await prompt();
    assert.equal(subject.name, 'SYSTEM_PROMPT');
    assert.ok(suggestions.length >= 2, JSON.stringify(suggestions));
    assert.ok(suggestions[0]?.edit !== null);
    assert.equal(complexity.level, 'simple');
    assert.equal(complexity.recommendedIterations, 4);
  });

  it('applies a suggestion into the literal as one undo step, and keeps it in the history', async () => {
    const [first] = (await prompt()).suggestions;
    assert.ok(first !== undefined);
    await assistant().receive(session(), { type: 'apply', id: first.id });
    const { document } = editor;
    assert.notEqual(document.getText(), source);
    assert.ok(document.getText().startsWith('SYSTEM_PROMPT = """'));
    const { suggestions } = await prompt();
    assert.ok(!suggestions.some(({ id }) => id === first.id));
    const tracked = await workbench.history.store.listPrompts();
    assert.ok(tracked.some(({ file }) => file.endsWith(`assistant-${String(count)}.py`)));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), source);
  });

  it('remembers what was dismissed, though the prompt moves in its file', async () => {
    const [first] = (await prompt()).suggestions;
    assert.ok(first !== undefined);
    await assistant().receive(session(), { type: 'dismiss', id: first.id, isDismissed: true });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# A comment.\n\n'));
    const moved = await prompt();
    assert.equal(moved.subject.line, 3);
    assert.equal(moved.suggestions.find(({ id }) => id === first.id)?.isDismissed, true);
    await assistant().receive(session(), { type: 'dismiss', id: first.id, isDismissed: false });
    assert.ok((await prompt()).suggestions.every(({ isDismissed }) => !isDismissed));
  });

  it('refuses a suggestion that no longer stands', async () => {
    await assert.rejects(assistant().receive(session(), { type: 'apply', id: 'gone' }), /was changed/u);
    assert.equal(editor.document.getText(), source);
  });

  it('follows the prompt while its text is edited', async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'Answer the the question. '));
    const { suggestions } = await prompt();
    assert.ok(suggestions.some(({ evidence }) => /the the/u.test(evidence)));
  });

  it('says so when the prompt is gone', async () => {
    await page();
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, 'VALUE = 1\n'));
    const { prompt: about, problem } = await page();
    assert.equal(about, null);
    assert.match(problem ?? '', /was changed/u);
  });

  it('sets the recommended number of rounds', async () => {
    const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('promptops');
    await assistant().receive(session(), { type: 'set-iterations' });
    assert.equal(settings().get('run.iterations'), 4);
    assert.equal((await prompt()).complexity.iterations, 4);
    await settings().update('run.iterations', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('is empty where no prompt is meant', async () => {
    const { prompt: about, problem } = await assistant().state(null);
    assert.deepEqual({ about, problem }, { about: null, problem: null });
  });
});
