import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { slowness } from '../support/cpu-time.ts';
import { closeAllEditors, extension, openNewFile } from './support/editor.ts';

async function prompts() {
  const { workbench } = (await extension().activate()) as PromptOpsApi;
  return (await workbench()).prompts;
}

describe('scans of open documents', () => {
  afterEach(closeAllEditors);

  it('stay true through edits of every kind, one tree made out of the other', async () => {
    const { inDocument } = await prompts();
    const first = 'export const systemPrompt = `You are a careful editor. Rewrite the text: ${text}`;\n';
    const { document } = await openNewFile('edits.ts', first);
    const edits: readonly (readonly [number, number, string])[] = [
      [0, 0, '// a comment\n'],
      [0, 2, '/*'],
      [0, 0, '*/ const x = "*/";\n'],
      [20, 40, ''],
      [0, 0, '`unclosed ${ '],
      [0, 13, ''],
      [5, 5, '\u{1f600} é \r\n'],
    ];
    for (const [number, [start, end, text]] of edits.entries()) {
      const edit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, range, text);
      await vscode.workspace.applyEdit(edit);
      const { document: copy } = await openNewFile(`copy-${number}.ts`, document.getText());
      const seen = (await inDocument(document)).map(({ span, text: prompt }) => ({ span, prompt }));
      const fresh = (await inDocument(copy)).map(({ span, text: prompt }) => ({ span, prompt }));
      assert.deepEqual(seen, fresh);
    }
  });

  it('find and edit prompts in a document that has no file yet', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'python',
      content: 'SYSTEM_PROMPT = "Please make sure that you always answer in order to help {customer}."\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    const position = new vscode.Position(0, 30);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    await vscode.commands.executeCommand('promptops.apply');
    assert.equal(document.getText(), 'SYSTEM_PROMPT = "Always answer to help {customer}."\n');
  });

  it('follow a keystroke in a file of 10,000 lines in under 50 ms', async () => {
    const { inDocument } = await prompts();
    const lines = Array.from({ length: 2500 }, (_, index) => [
      `export function handler${index}(input: string): string {`,
      `  const label = "item ${index}";`,
      `  return input + label;`,
      `}`,
    ]).flat();
    lines.splice(5000, 0, 'const systemPrompt = `You are a careful editor. Rewrite the text: ${lines}`;');
    const { document } = await openNewFile('long.ts', `${lines.join('\n')}\n`);
    await inDocument(document);
    const times: number[] = [];
    for (let key = 0; key < 15; key += 1) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(4000, 0), 'x');
      await vscode.workspace.applyEdit(edit);
      const before = process.threadCpuUsage();
      assert.equal((await inDocument(document)).length, 1);
      const { user, system } = process.threadCpuUsage(before);
      times.push((user + system) / 1000);
    }
    const median = times.sort((a, b) => a - b)[7] ?? Infinity;
    console.log(`keystroke in 10,000 lines: median ${median.toFixed(1)} ms of processor time`);
    assert.ok(median / slowness() < 50, `${median} ms`);
  });
});
