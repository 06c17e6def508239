import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { PromptsNode } from '../../src/vscode/prompts-view/prompt-entry.ts';
import type { PromptsView } from '../../src/vscode/prompts-view/prompts-view.ts';
import { closeAllEditors, extension, until, workspaceUri } from './support/editor.ts';

type PromptNode = Extract<PromptsNode, { kind: 'prompt' }>;

const source = (name: string): string =>
  `${name} = """You are a support agent. Please answer in order to help {customer}.\nNever promise a refund."""\n`;

async function view(): Promise<PromptsView> {
  return (await ((await extension().activate()) as PromptOpsApi).workbench()).promptsView;
}

async function write(path: string, text: string | Uint8Array): Promise<vscode.Uri> {
  const uri = workspaceUri(...path.split('/'));
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

async function nodes(): Promise<readonly PromptNode[]> {
  return (await view()).tree.getChildren().filter((node) => node.kind === 'prompt');
}

async function nodeOf(name: string): Promise<PromptNode | undefined> {
  return (await nodes()).find(({ entry }) => entry.name === name);
}

async function names(): Promise<readonly (string | null)[]> {
  return (await nodes()).map(({ entry }) => entry.name);
}

/** Resolves once the files of a scan are known and the first one is read. */
function scanUnderWay(inventory: PromptsView['inventory']): Promise<void> {
  return new Promise((resolve) => {
    const subscription = inventory.onDidChange(() => {
      if (inventory.state.kind !== 'scanning' || inventory.state.done === 0) return;
      subscription.dispose();
      resolve();
    });
  });
}

const scan = () => vscode.commands.executeCommand('promptops.scanWorkspace');

/** A changed setting or ignore file starts a scan of its own, which overtakes the one that was asked for. */
async function scanToTheEnd(): Promise<void> {
  await scan();
  const { inventory } = await view();
  await until('the last scan to end', () => inventory.state.kind === 'done');
}

describe('the Prompts view', () => {
  const setExclude = (section: 'files' | 'search', value: object | undefined) =>
    vscode.workspace.getConfiguration(section).update('exclude', value, vscode.ConfigurationTarget.Workspace);

  before(async function () {
    try {
      await vscode.workspace.findFiles('*.py', null, 1);
    } catch {
      // Older editors of the package registry come without the program that finds files.
      this.skip();
    }
  });

  afterEach(async () => {
    await closeAllEditors();
    await vscode.workspace.fs.delete(workspaceUri('inventory'), { recursive: true });
  });

  it('lists the prompts of the workspace by priority, with place, tokens and findings', async () => {
    await write('inventory/agents.py', source('LISTED_PROMPT'));
    await scan();
    const priorities = (await nodes()).map(({ entry }) => entry.priority);
    assert.deepEqual(
      priorities,
      [...priorities].sort((a, b) => b - a),
    );
    const node = await nodeOf('LISTED_PROMPT');
    assert.ok(node);
    const item = (await view()).tree.getTreeItem(node);
    assert.equal(item.label, 'LISTED_PROMPT');
    assert.match(String(item.description), /^inventory\/agents\.py:1 · \d+ tokens · \d+ findings?$/u);
    assert.match(item.accessibilityInformation?.label ?? '', /priority \d+$/u);
    const tooltip = (await view()).tree.resolveTreeItem(item, node).tooltip as vscode.MarkdownString;
    assert.ok(tooltip.isTrusted !== true && tooltip.value.includes('You are a support agent.'));
    assert.ok((await names()).includes('SUPPORT_PROMPT'), 'the prompts of the other files as well');
  });

  it('leaves out what files.exclude and search.exclude leave out', async () => {
    await write('inventory/by-files/a.py', source('BY_FILES_PROMPT'));
    await write('inventory/by-search/b.py', source('BY_SEARCH_PROMPT'));
    await write('inventory/{odd}/c.py', source('ODD_PROMPT'));
    await write('inventory/node_modules/d.py', source('FOREIGN_PROMPT'));
    await setExclude('files', { '**/by-files': true });
    await setExclude('search', { '**/{by-search,never-there}': true });
    try {
      await scanToTheEnd();
      const found = await names();
      assert.deepEqual(
        ['BY_FILES_PROMPT', 'BY_SEARCH_PROMPT', 'FOREIGN_PROMPT', 'ODD_PROMPT'].filter((name) =>
          found.includes(name),
        ),
        ['ODD_PROMPT'],
      );
    } finally {
      await setExclude('files', undefined);
      await setExclude('search', undefined);
    }
  });

  it('leaves out what ignore files and conditions on siblings leave out', async () => {
    await write('inventory/.gitignore', 'ignored/\n*.gen.py\n');
    await write('inventory/deep/.ignore', '!kept.gen.py\n');
    for (const [path, name] of [
      ['ignored/a.py', 'IGNORED_PROMPT'],
      ['b.gen.py', 'GENERATED_PROMPT'],
      ['deep/kept.gen.py', 'KEPT_PROMPT'],
      ['pair.py', 'PAIR_PROMPT'],
    ] as const) {
      await write(`inventory/${path}`, source(name));
    }
    await write('inventory/pair.source', 'x');
    const all = ['IGNORED_PROMPT', 'GENERATED_PROMPT', 'KEPT_PROMPT', 'PAIR_PROMPT'];
    const found = async (): Promise<readonly string[]> => {
      await scanToTheEnd();
      const listed = await names();
      return all.filter((name) => listed.includes(name));
    };
    const search = vscode.workspace.getConfiguration('search');
    try {
      assert.deepEqual(await found(), ['KEPT_PROMPT', 'PAIR_PROMPT']);
      await setExclude('files', { '**/*.py': { when: '$(basename).source' } });
      assert.deepEqual(await found(), ['KEPT_PROMPT']);
      await search.update('useIgnoreFiles', false, vscode.ConfigurationTarget.Workspace);
      assert.deepEqual(await found(), ['IGNORED_PROMPT', 'GENERATED_PROMPT', 'KEPT_PROMPT']);
    } finally {
      await setExclude('files', undefined);
      await search.update('useIgnoreFiles', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('follows the detection settings, as the lenses of a file do', async () => {
    const uri = await write(
      'inventory/players.py',
      'GAME_BRIEF = "Living players talk about the current situation among themselves."\n',
    );
    const detection = vscode.workspace.getConfiguration('promptops.detection', uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const { prompts } = await ((await extension().activate()) as PromptOpsApi).workbench();
    await scanToTheEnd();
    assert.equal(await nodeOf('GAME_BRIEF'), undefined);
    assert.equal((await prompts.inDocument(document)).length, 0);
    try {
      await detection.update('names', ['*_brief'], vscode.ConfigurationTarget.Workspace);
      await until('the prompt by its name', () => nodeOf('GAME_BRIEF'));
      assert.equal((await prompts.inDocument(document)).length, 1);
      await detection.update('exclude', ['**/players.*'], vscode.ConfigurationTarget.Workspace);
      await until('the list without it', async () => (await nodeOf('GAME_BRIEF')) === undefined);
      assert.equal((await prompts.inDocument(document)).length, 0);
    } finally {
      await detection.update('names', undefined, vscode.ConfigurationTarget.Workspace);
      await detection.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('judges a prompt by the folders of the workspace alone', async () => {
    await write('inventory/tests/a.py', source('TESTED_PROMPT'));
    await scan();
    const reasons = (await nodeOf('TESTED_PROMPT'))?.entry.reasons ?? [];
    assert.ok(reasons.includes('against: test file'));
    // The editor and the scan see the same path, so they give the same reasons.
    const document = await vscode.workspace.openTextDocument(workspaceUri('inventory', 'tests', 'a.py'));
    const { prompts } = await ((await extension().activate()) as PromptOpsApi).workbench();
    assert.deepEqual((await prompts.inDocument(document))[0]?.reasons, reasons);
  });

  it('says which files it skipped and why', async () => {
    await write('inventory/large.py', `${source('LARGE_PROMPT')}${'# filler\n'.repeat(500_000)}`);
    await write(
      'inventory/binary.md',
      new Uint8Array([35, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 1, 1, 1, 1]),
    );
    await scan();
    const { tree, inventory } = await view();
    assert.deepEqual(
      inventory.skipped().map(({ file, reason }) => [file, reason]),
      [
        ['inventory/binary.md', 'binary'],
        ['inventory/large.py', 'too-large'],
      ],
    );
    const group = tree.getChildren().at(-1);
    assert.ok(group?.kind === 'skipped');
    assert.equal(tree.getTreeItem(group).label, '2 files skipped');
    assert.equal(tree.getChildren(group).length, 2);
  });

  it('follows files that are saved, created, renamed and deleted', async () => {
    const uri = await write('inventory/saved.py', source('FIRST_PROMPT'));
    await scan();
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), source('ADDED_PROMPT')));
    assert.equal(await nodeOf('ADDED_PROMPT'), undefined, 'not before it is saved');
    await editor.document.save();
    await until('the saved prompt', () => nodeOf('ADDED_PROMPT'));
    assert.equal((await nodeOf('FIRST_PROMPT'))?.entry.line, 3);

    await write('inventory/created.py', source('CREATED_PROMPT'));
    await until('the created prompt', () => nodeOf('CREATED_PROMPT'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(workspaceUri('inventory', 'created.py'), workspaceUri('inventory', 'renamed.py'));
    await vscode.workspace.applyEdit(edit);
    await until(
      'the renamed file',
      async () => (await nodeOf('CREATED_PROMPT'))?.entry.file === 'inventory/renamed.py',
    );
    await vscode.workspace.fs.delete(workspaceUri('inventory', 'renamed.py'));
    await until('the prompt to go', async () => (await nodeOf('CREATED_PROMPT')) === undefined);
  });

  it('follows the settings: counts only findings of rules that are on', async () => {
    await write('inventory/settings.py', source('SETTINGS_PROMPT'));
    await scan();
    const before = (await nodeOf('SETTINGS_PROMPT'))?.entry.findings ?? 0;
    assert.ok(before > 1);
    const disable = (ids: string[] | undefined) =>
      vscode.workspace
        .getConfiguration('promptops')
        .update('rules.disabled', ids, vscode.ConfigurationTarget.Workspace);
    await disable(['verbose-phrase']);
    try {
      const isLess = async () => ((await nodeOf('SETTINGS_PROMPT'))?.entry.findings ?? 0) === before - 1;
      await until('one finding less', isLess);
    } finally {
      await disable(undefined);
    }
  });

  it('opens a prompt at its literal, also when it has moved since the scan', async () => {
    const uri = await write('inventory/opened.py', `import os\n\n${source('OPENED_PROMPT')}`);
    await scan();
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# one more line\n'));
    await vscode.commands.executeCommand('promptops.prompts.open', await nodeOf('OPENED_PROMPT'));
    await until('the cursor at the literal', () => {
      const active = vscode.window.activeTextEditor;
      if (active?.document.uri.toString() !== uri.toString()) return false;
      return active.document.offsetAt(active.selection.active) === active.document.getText().indexOf('"""');
    });
  });

  it('optimizes a prompt from its line', async () => {
    await write('inventory/optimized.py', source('OPTIMIZED_PROMPT'));
    await scan();
    await vscode.commands.executeCommand('promptops.prompts.optimize', await nodeOf('OPTIMIZED_PROMPT'));
    const { sessions } = await ((await extension().activate()) as PromptOpsApi).workbench();
    const session = sessions.active();
    assert.equal(session?.subject.file, 'inventory/optimized.py');
    assert.equal(session.phase.name, 'result');
  });

  it('stops when it is cancelled, keeps what it has and can scan again', async () => {
    for (let index = 0; index < 30; index += 1)
      await write(`inventory/many/${index}.py`, source(`MANY_PROMPT_${index}`));
    const { inventory, scan: start } = await view();
    const underWay = scanUnderWay(inventory);
    const ended = start();
    await underWay;
    await vscode.commands.executeCommand('promptops.cancelScan');
    await ended;
    assert.equal(inventory.state.kind, 'cancelled');
    await scan();
    assert.equal(inventory.state.kind, 'done');
    assert.equal((await names()).filter((name) => name?.startsWith('MANY_PROMPT_')).length, 30);
  });

  it('scans anew when it is asked again during a scan', async () => {
    await write('inventory/early.py', source('EARLY_PROMPT'));
    const { inventory, scan: start } = await view();
    const listed = scanUnderWay(inventory);
    const first = start();
    await listed;
    await write('inventory/late.py', source('LATE_PROMPT'));
    await Promise.all([first, start(), start()]);
    assert.equal(inventory.state.kind, 'done');
    assert.ok((await nodeOf('EARLY_PROMPT')) !== undefined && (await nodeOf('LATE_PROMPT')) !== undefined);
  });

  it('never holds the extension host up for more than 50 ms', async function () {
    // The hosts of 2025 run a Node that cannot tell the time of one thread.
    if (!('threadCpuUsage' in process)) this.skip();
    const long = Array.from({ length: 40 }, (_, index) => source(`LONG_PROMPT_${index}`)).join('\n');
    for (let index = 0; index < 20; index += 1) await write(`inventory/long/${index}.py`, long);
    await scan();
    // The time of this thread alone: how long a turn takes on a machine that does nothing else.
    const turns: number[] = [];
    let last = process.threadCpuUsage();
    const timer = setInterval(() => {
      const { user, system } = process.threadCpuUsage(last);
      turns.push((user + system) / 1000);
      last = process.threadCpuUsage();
    }, 1);
    await (await view()).scan();
    clearInterval(timer);
    assert.ok(turns.length > 10, `${turns.length} turns`);
    const longestMs = Math.max(...turns);
    assert.ok(longestMs < 50, `${longestMs.toFixed(0)} ms`);
  });
});
