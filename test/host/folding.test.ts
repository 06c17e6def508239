import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptSite } from '../../src/core/source/prompt-site.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { rangeOfFinding } from '../../src/vscode/diagnostics/finding-range.ts';
import { closeAllEditors, extension, openNewFile, until } from './support/editor.ts';

const source = [
  'def answer():',
  '    SYSTEM_PROMPT = """You are a support agent.',
  '    Please answer in order to help {customer}.',
  '    """',
  '    return SYSTEM_PROMPT',
  '',
].join('\n');

describe('ranges', () => {
  afterEach(closeAllEditors);

  it('of lenses stay on the first line of a literal when its lines are folded away', async () => {
    const { document } = await openNewFile('folding.py', source);
    const lines = async (): Promise<readonly (readonly number[])[]> => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.map(({ range }) => [range.start.line, range.end.line]);
    };
    const before = await until('lenses', async () => {
      const found = await lines();
      return found.length > 0 && found;
    });
    assert.deepEqual(
      before,
      before.map(() => [1, 1]),
    );
    await vscode.commands.executeCommand('editor.foldAll');
    assert.deepEqual(await lines(), before);
    await vscode.commands.executeCommand('editor.unfoldAll');
  });

  it('of findings never reach into the line behind them', async () => {
    const { document } = await openNewFile('folding.py', source);
    const { prompts } = await ((await extension().activate()) as PromptOpsApi).workbench();
    const [site] = await prompts.inDocument(document);
    assert.ok(site);
    const range = (start: number, end: number): vscode.Range =>
      rangeOfFinding(document, site satisfies PromptSite, { start, end });
    const firstBreak = site.text.indexOf('\n');
    assert.deepEqual(range(0, firstBreak + 1), new vscode.Range(1, 23, 1, 47));
    assert.deepEqual(range(firstBreak, firstBreak + 1), new vscode.Range(1, 47, 1, 47));
    assert.equal(range(0, site.text.length).end.line, 3);
  });
});
