import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PromptOpsError } from '../../src/core/errors.ts';
import { SqliteHistory } from '../../src/node/history/sqlite-history.ts';
import { everything } from '../../src/vscode/history/history-query.ts';
import { nodeId, type HistoryNode } from '../../src/vscode/history/history-nodes.ts';
import { HistoryTree } from '../../src/vscode/history/history-tree.ts';

const ORIGINAL = 'Summarise {text} in five short bullet points.';
const MARKDOWN = 'Summarise {text}.\n\n```\n[click](command:evil)\n```';

describe('HistoryTree', () => {
  let folder: string;
  let history: SqliteHistory;
  let tree: HistoryTree;
  let promptId: string;
  let inFile: string | null;
  let problems: (string | null)[];
  let active: string | null;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'promptops-tree-'));
    let number = 0;
    history = new SqliteHistory({
      file: join(folder, 'history.db'),
      clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, number) },
      ids: { next: () => `id${(number += 1)}` },
      onNotice: (notice) => assert.fail(notice),
    });
    promptId = await history.identify({
      prompt: {
        file: 'src/bot.py',
        line: 3,
        symbolPath: 'SYSTEM',
        name: 'SYSTEM',
        form: 'plain',
        language: 'python',
        text: ORIGINAL,
      },
      others: [],
    });
    await history.recordOriginal({ promptId, text: ORIGINAL });
    const applied = await history.recordApplied({ promptId, text: MARKDOWN });
    await history.markOutcome({ versionId: applied.id, outcome: 'applied' });
    inFile = MARKDOWN;
    problems = [];
    active = null;
    tree = new HistoryTree({
      history: () => Promise.resolve(history),
      readText: () => Promise.resolve(inFile),
      resolveFile: (file) => vscode.Uri.file(`/${file}`),
      activeFile: () => active,
      onPrompts: () => undefined,
      onProblem: (problem) => problems.push(problem),
    });
  });
  afterEach(async () => {
    tree.dispose();
    await history.close();
    rmSync(folder, { recursive: true });
  });

  const only = async (parent?: HistoryNode): Promise<HistoryNode> => {
    const nodes = await tree.getChildren(parent);
    const [first] = nodes;
    assert.ok(first && nodes.length === 1);
    return first;
  };
  const versions = async (): Promise<HistoryNode[]> => tree.getChildren(await only(await only()));
  const contexts = async (): Promise<readonly (string | undefined)[]> =>
    (await versions()).map((node) => tree.getTreeItem(node).contextValue);

  it('shows the file, its prompt and the versions, the current one marked', async () => {
    const file = await only();
    const prompt = await only(file);
    const labels = [file, prompt, ...(await versions())].map((node) => tree.getTreeItem(node).label);
    assert.deepEqual(labels, ['bot.py', 'SYSTEM', 'Applied', 'Original']);
    assert.deepEqual(await contexts(), [
      'version current comparable unpinned',
      'version restorable unpinned',
    ]);
  });

  it('gives each node an identifier, a name for screen readers and its parent', async () => {
    const [newest] = await versions();
    assert.ok(newest);
    const item = tree.getTreeItem(newest);
    assert.equal(item.id, nodeId(newest));
    assert.match(item.accessibilityInformation?.label ?? '', /^Applied, current, /u);
    const parent = tree.getParent(newest);
    const grandparent = parent && tree.getParent(parent);
    assert.deepEqual([parent?.kind, grandparent?.kind], ['prompt', 'file']);
    assert.equal(grandparent && tree.getParent(grandparent), undefined);
  });

  it('follows the text in the file, and marks nothing when the prompt is gone', async () => {
    inFile = ORIGINAL;
    assert.deepEqual(await contexts(), [
      'version restorable comparable unpinned',
      'version current unpinned',
    ]);
    inFile = null;
    assert.deepEqual(await contexts(), [
      'version restorable comparable unpinned',
      'version restorable unpinned',
    ]);
  });

  it('shows the text on hover as plain code that can do nothing', async () => {
    const [newest] = await versions();
    assert.ok(newest);
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(newest), newest);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(tooltip.value.includes(`\`\`\`\`text\n${MARKDOWN}\n\`\`\`\``));
    assert.ok(tooltip.isTrusted !== true && tooltip.supportHtml !== true);
  });

  it('compares on a click, and opens what has nothing to be compared with', async () => {
    const commands = (await versions()).map((node) => tree.getTreeItem(node).command?.command);
    assert.deepEqual(commands, [
      'promptops.history.compareWithPrevious',
      'promptops.history.compareWithCurrent',
    ]);
    inFile = ORIGINAL;
    const [, original] = await versions();
    assert.ok(original);
    assert.equal(tree.getTreeItem(original).command?.command, 'promptops.history.openVersion');
  });

  it('lists a long history page by page', async () => {
    for (let index = 0; index < 70; index += 1)
      await history.recordApplied({ promptId, text: `Text ${index}` });
    const first = await versions();
    assert.equal(first.length, 51);
    const older = first.at(-1);
    assert.ok(older?.kind === 'older');
    assert.equal(tree.getTreeItem(older).label, 'Show 22 older versions');
    assert.equal(tree.getTreeItem(older).command?.command, 'promptops.history.showOlder');
    tree.showOlder(promptId);
    assert.equal((await versions()).length, 72);
  });

  describe('with a filter', () => {
    const track = async (file: string, text: string): Promise<string> => {
      const prompt = {
        file,
        line: 1,
        symbolPath: 'P',
        name: 'P',
        form: 'plain',
        language: 'python',
        text,
      } as const;
      const id = await history.identify({ prompt, others: [] });
      await history.recordOriginal({ promptId: id, text });
      return id;
    };
    const files = async (): Promise<readonly string[]> =>
      (await tree.getChildren()).flatMap((node) => (node.kind === 'file' ? [node.file] : []));
    let other: string;
    beforeEach(async () => {
      other = await track('src/another.py', 'Translate {text} into French.');
    });

    it('lists the prompts of the active file alone', async () => {
      tree.query = { ...everything, scope: 'file' };
      assert.deepEqual(await files(), []);
      active = 'src/another.py';
      assert.deepEqual(await files(), ['src/another.py']);
    });

    it('lists favourites, and prompts that await review', async () => {
      await history.setFavorite({ promptId: other, isFavorite: true });
      tree.query = { ...everything, scope: 'favorites' };
      assert.deepEqual(await files(), ['src/another.py']);
      tree.query = { ...everything, scope: 'in-review' };
      assert.deepEqual(await files(), []);
    });

    it('lists only the versions that hold the text', async () => {
      tree.query = { ...everything, text: 'FIVE short' };
      assert.deepEqual(await files(), ['src/bot.py']);
      const found = await versions();
      assert.deepEqual(
        found.map((node) => tree.getTreeItem(node).label),
        ['Original'],
      );
      tree.query = { ...everything, text: 'nowhere to be found' };
      assert.deepEqual(await files(), []);
    });

    it('puts the newest change first when asked to', async () => {
      assert.deepEqual(await files(), ['src/another.py', 'src/bot.py']);
      await history.recordApplied({ promptId, text: 'Later.' });
      tree.query = { ...everything, order: 'newest' };
      assert.deepEqual(await files(), ['src/bot.py', 'src/another.py']);
    });
  });

  it('shows names, tags and pins', async () => {
    const [newest] = await versions();
    assert.ok(newest?.kind === 'version');
    await history.annotate({ versionId: newest.version.id, name: 'Shipped', tags: ['eu'], isPinned: true });
    const [named] = await versions();
    assert.ok(named);
    const item = tree.getTreeItem(named);
    assert.equal(item.label, 'Shipped');
    assert.match(String(item.description), /^Applied · current · .* · #eu$/u);
    assert.equal(item.contextValue, 'version current comparable pinned');
    assert.match(item.accessibilityInformation?.label ?? '', /^Shipped, pinned, Applied, current, /u);
  });

  it('says why it is empty when the history cannot be read, and recovers', async () => {
    await only();
    const broken = new HistoryTree({
      history: () =>
        Promise.reject(
          new PromptOpsError({ reason: 'history-unavailable', message: 'It is locked.', nextStep: 'Wait.' }),
        ),
      readText: () => Promise.resolve(null),
      resolveFile: (file) => vscode.Uri.file(`/${file}`),
      activeFile: () => active,
      onPrompts: () => undefined,
      onProblem: (problem) => problems.push(problem),
    });
    assert.deepEqual(await broken.getChildren(), []);
    broken.dispose();
    assert.deepEqual(problems, [null, 'It is locked. Wait.']);
  });
});
