import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { answeringDialogs } from './support/answering-dialogs.ts';
import { longestTurnMs } from './support/longest-turn.ts';
import { closeAllEditors, extension, until, workspaceUri } from './support/editor.ts';
import { searchDocuments } from '../../src/core/data-room/search-documents.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { addAndTell } from '../../src/vscode/data-room/add-documents.ts';
import { openHit } from '../../src/vscode/data-room/room-commands.ts';
import type { RoomNode } from '../../src/vscode/data-room/room-node.ts';
import type { DataRoomView } from '../../src/vscode/data-room/room-view.ts';

const policy =
  '# Refund policy\n\n## Deadlines\n\nA refund is paid within 30 days.\n\n## Exceptions\n\nGift cards.\n';

describe('the data room', () => {
  let view: DataRoomView;
  before(async () => {
    const workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
    view = workbench.dataRoom;
    await write('room/policy.md', policy);
    await write('room/glossary.txt', 'SKU: the number of an article.');
    await write('room/logo.png', 'no document');
    await write('room/node_modules/readme.md', '# Of a package');
    await write('room/manual.pdf', '%PDF-1.7');
  });
  afterEach(async () => {
    await view.room.remove((await view.room.documents()).map(({ id }) => id));
    await closeAllEditors();
  });

  const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`promptops.dataRoom.${command}`, ...args);

  it('shows two groups: the documents of the product, which open in the preview, and those of the workspace', async () => {
    const roots = await view.tree.getChildren();
    assert.deepEqual(
      roots.map((node) => view.tree.getTreeItem(node).label),
      ['Workspace', 'About PromptOps'],
    );
    const product = await childrenOf('product');
    assert.equal(product.length, (await view.product.read()).length);
    assert.ok((await view.product.read()).every(({ text }) => text.length > 1500));
    await run('open', product[0]);
    await until('the preview', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label }) => label.startsWith('Preview')),
    );
  });

  it('takes in the documents of a folder and says what it does not read', async () => {
    const dialogs = answeringDialogs();
    await addAndTell({ room: view.room, dialogs }, [workspaceUri('room'), workspaceUri('room/manual.pdf')]);
    assert.deepEqual(await labels(), ['glossary.txt', 'Refund policy']);
    assert.deepEqual(dialogs.said.length, 1);
    assert.match(dialogs.said[0] ?? '', /manual\.pdf is damaged or no PDF file/u);
  });

  it('takes in what is dropped on it, once', async () => {
    const data = new vscode.DataTransfer();
    const uri = workspaceUri('room/policy.md').toString();
    data.set('text/uri-list', new vscode.DataTransferItem(`# dropped\r\n${uri}\r\n${uri}\r\n`));
    await view.tree.handleDrop(undefined, data);
    await view.tree.handleDrop(undefined, data);
    assert.deepEqual(await labels(), ['Refund policy']);
  });

  it('shows tokens, tags and the switch, with a name for screen readers', async () => {
    await add('room/policy.md');
    await tagFirst('support, #policy');
    const item = view.tree.getTreeItem(await first());
    assert.match(String(item.description), /^\d+ tokens · #support #policy$/u);
    assert.match(item.accessibilityInformation?.label ?? '', /^Refund policy: \d+ tokens.*used in runs$/u);
    assert.equal((item.checkboxState as { state: number }).state, vscode.TreeItemCheckboxState.Checked);
  });

  it('gives to runs what is checked, and nothing else', async () => {
    await add('room/policy.md');
    await add('room/glossary.txt');
    const [, glossary] = await view.room.documents();
    assert.ok(glossary !== undefined);
    await view.room.update([glossary.id], { isOn: false });
    const { documents } = await view.room.grounding();
    assert.deepEqual(
      documents.map(({ title, text }) => [title, text]),
      [['Refund policy', policy]],
    );
  });

  it('reads a file again when it has changed, and shows one that is gone as missing', async () => {
    await write('room/changing.md', '# Before\n\nOld words.');
    await add('room/changing.md');
    const [before] = await view.room.documents();
    await write('room/changing.md', '# After\n\nNew and longer words.');
    const [entry] = await view.room.entries();
    assert.ok(entry?.content.kind === 'ready' && entry.content.text.includes('New and longer'));
    assert.notEqual((await view.room.documents())[0]?.hash, before?.hash);
    let shown = 0;
    const listening = view.tree.onDidChangeTreeData(() => (shown += 1));
    await vscode.workspace.fs.delete(workspaceUri('room/changing.md'));
    await until('the tree that notices', () => shown > 0);
    listening.dispose();
    const item = view.tree.getTreeItem(await first());
    assert.equal(item.description, 'missing');
    assert.deepEqual((await view.room.grounding()).documents, []);
  });

  it('finds a section and opens its document there', async () => {
    await add('room/policy.md');
    const documents = [...(await view.room.texts()), ...(await view.product.read())];
    const [hit] = searchDocuments(documents).search('gift cards');
    assert.ok(hit !== undefined);
    assert.equal(hit.section.headings.at(-1), 'Exceptions');
    await openHit(view, hit);
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('no editor');
    assert.equal(document.uri.toString(), workspaceUri('room/policy.md').toString());
    assert.ok(document.getText(selection).startsWith('## Exceptions'));
  });

  it('opens what was read of a PDF file, at the section that was found', async () => {
    const file = await readFile(
      path.join(extension().extensionPath, 'test', 'fixtures', 'pdf', 'policy.pdf'),
    );
    await vscode.workspace.fs.writeFile(workspaceUri('room/policy.pdf'), file);
    await add('room/policy.pdf');
    assert.deepEqual(await labels(), ['policy.pdf']);
    await run('open', await first());
    assert.ok(
      vscode.window.activeTextEditor?.document.getText().startsWith('Refund policy\n\nA refund is paid'),
    );
    const [hit] = await view.thread.search(await view.room.texts(), { query: 'RMA permission', most: 1 });
    assert.ok(hit !== undefined);
    assert.deepEqual(hit.section.headings, ['p. 2']);
    await openHit(view, hit);
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('no editor');
    assert.match(document.getText(selection), /^\fTerms[^]*RMA permission/u);
  });

  it('keeps a pasted text, and forgets it only when a person agrees', async () => {
    await vscode.env.clipboard.writeText('# House style\n\nShort sentences.');
    const dialogs = answeringDialogs('Remove');
    dialogs.entered = 'Our style';
    view.dialogs = dialogs;
    await run('paste');
    assert.deepEqual(await labels(), ['Our style']);
    await run('open', await first());
    assert.ok(vscode.window.activeTextEditor?.document.getText().includes('Short sentences.'));
    dialogs.answers.length = 0;
    await run('remove', await first());
    assert.deepEqual(await labels(), ['Our style']);
    dialogs.answers.push('Remove');
    await run('remove', await first());
    assert.deepEqual(await labels(), []);
    assert.match(dialogs.said.at(-1) ?? '', /^Remove Our style .*\nPasted texts are deleted/u);
  });

  it('holds no turn of the extension host for long with the largest document and a large folder', async function () {
    this.timeout(90_000);
    const line =
      'Refunds are paid within 30 days; gift cards, downloads and parcels have rules of their own.\n';
    const part = Array.from({ length: 20 }, (_, at) => `## Rule ${at}\n\n${line.repeat(20)}\n`).join('');
    const large = `# Rules\n\n${part.repeat(60)}`.slice(0, 1_990_000);
    // Outside of the workspace, whose scan would have its part in the turns.
    const folder = await mkdtemp(path.join(tmpdir(), 'promptops-large-'));
    await writeFile(path.join(folder, 'a.md'), large);
    await Promise.all(
      Array.from({ length: 2000 }, (_, at) =>
        writeFile(path.join(folder, `rule-${at}.md`), `# Rule ${at}\n\n${line.repeat(50)}`),
      ),
    );
    const longest = await longestTurnMs(async () => {
      await addAndTell({ room: view.room, dialogs: answeringDialogs() }, [vscode.Uri.file(folder)]);
      await view.room.entries();
      const { documents, select } = await view.room.grounding();
      assert.equal(documents.length, 100);
      const grounding = await select?.({ prompt: 'Answer about gift cards and refunds.', limitTokens: 3000 });
      assert.ok(grounding?.isPartial === true && grounding.tokens <= 3000 && grounding.passages.length > 3);
      const hits = await view.thread.search(await view.room.texts(), { query: 'gift cards', most: 50 });
      assert.equal(hits.length, 50);
    });
    await rm(folder, { recursive: true });
    assert.ok(longest < 50, `${longest} ms`);
  });

  async function add(file: string): Promise<void> {
    const { refused } = await view.room.addFiles([workspaceUri(file)]);
    assert.deepEqual(refused, []);
  }

  async function tagFirst(tags: string): Promise<void> {
    const dialogs = answeringDialogs();
    dialogs.entered = tags;
    view.dialogs = dialogs;
    await run('tag', await first());
  }

  async function childrenOf(group: 'product' | 'workspace'): Promise<readonly RoomNode[]> {
    const roots = await view.tree.getChildren();
    const root = roots.find((node) => node.kind === 'group' && node.group === group);
    return view.tree.getChildren(root);
  }

  async function first(): Promise<RoomNode> {
    return (await childrenOf('workspace'))[0] ?? assert.fail('no document');
  }

  async function labels(): Promise<readonly unknown[]> {
    return (await childrenOf('workspace')).map((node) => view.tree.getTreeItem(node).label);
  }
});

async function write(file: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(workspaceUri(file), new TextEncoder().encode(text));
}
