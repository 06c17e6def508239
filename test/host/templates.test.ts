import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';
import { closeAllEditors, extension, openNewFile, until, workspaceUri } from './support/editor.ts';

const own = [
  '---',
  'title: Own',
  'category: task',
  'placeholders: { name: { description: Who, example: Ada } }',
  '---',
  '',
  'Greet "{{name}}" with `x` and $5.',
  '',
].join('\n');

describe('templates', () => {
  let workbench: Workbench;
  const folder = (...names: string[]): vscode.Uri => workspaceUri('.promptops', 'templates', ...names);

  before(async () => {
    workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
    await write('own.md', own);
    await write('bad.md', 'No front matter.');
    await until('the templates of the workspace', async () => (await shelf()).problems.length === 1);
  });

  after(() => vscode.workspace.fs.delete(workspaceUri('.promptops'), { recursive: true }));

  afterEach(closeAllEditors);

  async function write(name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(folder(name), new TextEncoder().encode(text));
  }

  async function shelf() {
    return (await workbench.pages.assistant.state(null)).templates;
  }

  async function insert(values: Record<string, string>): Promise<string> {
    const editor = vscode.window.activeTextEditor;
    await workbench.pages.assistant.receive(null, { type: 'insert-template', id: 'own', values });
    return editor?.document.getText() ?? '';
  }

  it('are those of the workspace and those that are shipped; what is none is named', async () => {
    const { found, problems } = await shelf();
    const [first] = found;
    assert.deepEqual([first?.title, first?.isOwn], ['Own', true]);
    assert.ok(found.length > 25);
    assert.match(problems[0]?.file ?? '', /bad\.md$/u);
  });

  it('are found by words and opened in place', async () => {
    const { assistant } = workbench.pages;
    await assistant.receive(null, { type: 'search-templates', query: 'pairwise' });
    await assistant.receive(null, { type: 'open-template', id: 'judge-pairwise' });
    const { found, opened } = await shelf();
    assert.deepEqual(
      found.map(({ id }) => id),
      ['judge-pairwise'],
    );
    assert.ok(opened?.body.includes('{{answer_a}}'));
    await assistant.receive(null, { type: 'search-templates', query: '' });
  });

  it('stand in a text with tab stops in their fields', async () => {
    const editor = await openNewFile('notes.txt', '');
    assert.equal(await insert({}), 'Greet "{{name}}" with `x` and $5.\n');
    assert.equal(editor.document.getText(editor.selection), '{{name}}');
  });

  it('stand in code as a literal', async () => {
    const editor = await openNewFile('code.ts', 'const prompt = ;\n');
    editor.selection = new vscode.Selection(0, 15, 0, 15);
    assert.equal(await insert({}), 'const prompt = `Greet "{{name}}" with \\`x\\` and $5.\n`;\n');
  });

  it('stand in a literal encoded, so that it stays whole', async () => {
    const editor = await openNewFile('literal.ts', 'const prompt = "Hello. ";\n');
    editor.selection = new vscode.Selection(0, 23, 0, 23);
    assert.equal(
      await insert({ name: 'Bo' }),
      'const prompt = "Hello. Greet \\"Bo\\" with `x` and $5.\\n";\n',
    );
  });

  it('are made from a selection, without overwriting another', async () => {
    const { dialogs } = workbench.models;
    workbench.models.dialogs = { ...dialogs, enter: () => Promise.resolve('Own') };
    const editor = await openNewFile('code.py', 'PROMPT = "Sum up {{text}} in one line."\n');
    editor.selection = new vscode.Selection(0, 10, 0, 38);
    await vscode.commands.executeCommand('promptops.saveAsTemplate');
    workbench.models.dialogs = dialogs;
    const saved = vscode.window.activeTextEditor?.document;
    assert.ok(saved?.uri.path.endsWith('/own-2.md'), saved?.uri.path);
    assert.match(saved?.getText() ?? '', /text:\n\s+description/u);
    await until('the new template', async () => (await shelf()).found.some(({ id }) => id === 'own-2'));
  });
});
