import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answeringDialogs, type AnsweringDialogs } from './support/answering-dialogs.ts';
import { closeAllEditors, extension, openNewFile, until, workspaceUri } from './support/editor.ts';
import { startGistServer, type GistServer } from '../support/gist-server.ts';
import type { PromptSummary } from '../../src/core/history/history-store.ts';
import { createGistClient } from '../../src/node/gist/gist-client.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { SharingService } from '../../src/vscode/sharing/sharing-service.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';

const source = (text: string): string => `SYSTEM_PROMPT = """${text}"""\n`;
const wordy = 'Please make sure that you always answer in order to help {customer}.';

describe('sharing the history', () => {
  let workbench: Workbench;
  let sharing: SharingService;
  let usual: Pick<SharingService, 'dialogs' | 'gists' | 'signIn' | 'now'>;
  before(async () => {
    workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
    ({ sharing } = workbench);
    const { dialogs, gists, signIn, now } = sharing;
    usual = { dialogs, gists, signIn, now };
  });
  afterEach(async () => {
    Object.assign(sharing, usual);
    await closeAllEditors();
  });

  const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`promptops.history.${command}`, ...args);

  /** A prompt with its original, and with the rewrite when it is wordy. */
  async function optimized(file: string, text = wordy): Promise<PromptSummary> {
    const editor = await openNewFile(file, source(text));
    const position = editor.document.positionAt(source(text).indexOf('"""') + 5);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const prompts = await workbench.history.store.listPrompts();
    return prompts.find((prompt) => prompt.file === file) ?? assert.fail(file);
  }

  function answer(...answers: readonly string[]): AnsweringDialogs {
    const dialogs = answeringDialogs(...answers);
    sharing.dialogs = dialogs;
    return dialogs;
  }

  const readFile = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const versionCount = async (): Promise<number> => (await workbench.history.store.size()).versions;

  describe('by files', () => {
    it('exports a prompt in each format', async () => {
      const prompt = await optimized('export.py');
      for (const [format, start] of [
        ['JSON', '{\n "format": "promptops-history"'],
        ['Markdown', '# Prompt history'],
        ['HTML', '<!doctype html>'],
      ] as const) {
        const dialogs = answer(format);
        dialogs.file = workspaceUri('exported.out');
        await run('export', { prompt });
        const text = await readFile(dialogs.file);
        assert.ok(text.startsWith(start), text.slice(0, 80));
        assert.ok(text.includes('SYSTEM') && text.includes('Please make sure'));
        assert.match(dialogs.said.at(-1) ?? '', /^Exported 1 prompt with \d versions/u);
      }
    });

    it('offers the prompt at the cursor and everything, and leaves no trace when nothing is picked', async () => {
      await optimized('choose.py');
      await vscode.window.showTextDocument(workspaceUri('choose.py'), { preview: false });
      const dialogs = answer();
      await run('export');
      assert.deepEqual(dialogs.said, ['This Prompt|Everything']);
    });

    it('shows secrets before they leave, and lets nothing out without the answer', async () => {
      const key = `sk-proj-${'a1B2c3D4e5'.repeat(5)}`;
      const prompt = await optimized('secret.py', `Please make sure that you use the key ${key} for {task}.`);
      const target = workspaceUri('secret.json');
      const dialogs = answer('JSON');
      dialogs.file = target;
      await run('export', { prompt });
      assert.match(dialogs.said.at(-1) ?? '', /secrets or personal data[^]*SYSTEM_PROMPT: An API key/u);
      assert.doesNotMatch(dialogs.said.join('\n'), /a1B2c3D4e5a1B2/u);
      await assert.rejects(readFile(target));
      answer('JSON', 'Export Anyway').file = target;
      await run('export', { prompt });
      assert.ok((await readFile(target)).includes(key));
    });

    it('imports what it has exported after saying what that adds, and takes it back', async () => {
      const prompt = await optimized('import.py');
      const file = workspaceUri('import.json');
      answer('JSON').file = file;
      await run('export', { prompt });
      const foreign = (await readFile(file))
        .replaceAll('import.py', '../../etc/foreign.py')
        .replaceAll(prompt.id, 'foreign-prompt')
        .replaceAll('"SYSTEM_PROMPT"', '"EVIL\u202E\\n[x](command:foo)"');
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(foreign));
      const before = await versionCount();

      const turnedDown = answer('From File…');
      turnedDown.file = file;
      await run('import');
      assert.match(
        turnedDown.said.at(-1) ?? '',
        /Added: 1 prompt, \d versions[^]*There already: 0 versions[^]*EVIL/u,
      );
      assert.doesNotMatch(turnedDown.said.join('\n'), /\u202e/u);
      assert.equal(await versionCount(), before);

      const dialogs = answer('From File…', 'Import');
      dialogs.file = file;
      await run('import');
      const added = (await versionCount()) - before;
      assert.ok(added >= 2);
      const prompts = await workbench.history.store.listPrompts();
      assert.equal(prompts.find(({ id }) => id === 'foreign-prompt')?.file, 'imported/foreign.py');

      const again = answer('From File…');
      again.file = file;
      await run('import');
      assert.match(again.said.at(-1) ?? '', /Nothing to import/u);

      const undone = answer();
      await run('undoImport');
      assert.match(undone.said.at(-1) ?? '', new RegExp(`^Took the import back: ${added} versions`, 'u'));
      assert.equal(await versionCount(), before);
    });

    it('refuses what is no bundle and changes nothing', async () => {
      const file = workspaceUri('broken.json');
      const before = await workbench.history.store.stamp();
      for (const text of ['{', '{"format":"other"}', '\u0000\u0001', '[]']) {
        await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
        const dialogs = answer('From File…');
        dialogs.file = file;
        await run('import');
        assert.equal(dialogs.said.length, 1, 'only the question where from');
      }
      await vscode.workspace.fs.writeFile(file, Uint8Array.of(0xff, 0xfe, 0x00));
      answer('From File…').file = file;
      await run('import');
      assert.equal(await workbench.history.store.stamp(), before);
    });
  });

  describe('by link', () => {
    let server: GistServer;
    before(async () => {
      server = await startGistServer();
    });
    after(() => server[Symbol.asyncDispose]());
    beforeEach(() => {
      server.fault = null;
      sharing.gists = createGistClient({ origin: server.origin, timeoutMs: 2000 });
      sharing.signIn = () => Promise.resolve({ accessToken: 'secret-token', account: { label: 'ada' } });
    });

    async function shared(file: string): Promise<string> {
      const prompt = await optimized(file);
      const known = new Set(server.gists.keys());
      const dialogs = answer('Share', 'Copy Link');
      await run('share', { prompt });
      assert.match(
        dialogs.said[0] ?? '',
        /SYSTEM_PROMPT: \d versions[^]*promptops-history\.json \(\d+ kB\)[^]*ada/u,
      );
      const link = await until('the link', async () => {
        const text = await vscode.env.clipboard.readText();
        return text.startsWith('vscode://') && !known.has(text.slice(-32)) && text;
      });
      return link;
    }

    it('makes a secret gist after showing what is sent, and imports it by its link after asking', async () => {
      const link = await shared('link.py');
      assert.match(link, /^vscode:\/\/promptops\.promptops\/import\?gist=[0-9a-f]{32}$/u);
      const files = server.gists.get(link.slice(-32)) ?? assert.fail('no gist');
      assert.deepEqual(Object.keys(files), ['promptops-history.json', 'prompt-history.md']);

      const requests = server.requests.length;
      answer();
      await sharing.openUri(vscode.Uri.parse(link));
      assert.equal(server.requests.length, requests, 'nothing is fetched without the answer');

      const dialogs = answer('Fetch');
      await sharing.openUri(vscode.Uri.parse(link));
      assert.match(dialogs.said.at(-1) ?? '', /Nothing to import: all \d versions/u);
    });

    it('sends nothing when the person does not agree or does not sign in', async () => {
      const prompt = await optimized('not-shared.py');
      const requests = server.requests.length;
      answer();
      await run('share', { prompt });
      sharing.signIn = () => Promise.resolve(undefined);
      answer('Share');
      await run('share', { prompt });
      assert.equal(server.requests.length, requests);
    });

    it('opens the documents that would be sent before the answer', async () => {
      const prompt = await optimized('shown.py');
      const requests = server.requests.length;
      answer('Show What Is Sent');
      await run('share', { prompt });
      const shownTexts = vscode.workspace.textDocuments.map((document) => document.getText());
      assert.ok(shownTexts.some((text) => text.startsWith('# Prompt history')));
      assert.ok(shownTexts.some((text) => text.startsWith('{"format":"promptops-history"')));
      assert.equal(server.requests.length, requests);
    });

    it('reminds of a link when it is due, and revokes it', async () => {
      const link = await shared('reminder.py');
      const gist = link.slice(-32);
      const day = 86_400_000;
      const now = usual.now();
      sharing.now = () => now + 29 * day;
      const early = answer('Revoke');
      await sharing.lookAfter();
      assert.deepEqual(early.said, []);
      sharing.now = () => now + 31 * day;
      const due = answer('Remind Me Later', 'Remind Me Later', 'Remind Me Later', 'Remind Me Later');
      await sharing.lookAfter();
      assert.match(due.said[0] ?? '', /can still be read by its link/u);
      const later = answer('Revoke');
      await sharing.lookAfter();
      assert.deepEqual(later.said, [], 'not asked again at once');
      sharing.now = () => now + 62 * day;
      answer(...[...server.gists.keys()].map(() => 'Revoke'));
      await sharing.lookAfter();
      assert.equal(server.gists.has(gist), false);
      const none = answer();
      await run('revokeShare');
      assert.deepEqual(none.said, ['No link is shared.']);
    });

    it('keeps the link in its list when it could not be revoked', async () => {
      const link = await shared('kept.py');
      server.fault = { kind: 'status', status: 401 };
      const shares =
        sharing.globalState.get<readonly { gistId: string; createdAt: number }[]>('promptops.shares') ?? [];
      assert.ok(shares.some(({ gistId }) => gistId === link.slice(-32)));
      const first = answer();
      await run('revokeShare');
      const label = first.said[0]?.split('|')[0] ?? '';
      answer(label);
      await run('revokeShare');
      assert.equal(server.gists.has(link.slice(-32)), true);
      server.fault = null;
      answer(label);
      await run('revokeShare');
      assert.equal(server.gists.has(link.slice(-32)), false);
    });

    it('fetches nothing by an address that is no link of its own', async () => {
      const requests = server.requests.length;
      for (const address of ['/import', '/import?gist=../user', '/other?gist=ab', '/import?gist=a&gist=b']) {
        answer('Fetch');
        await assert.rejects(sharing.openUri(vscode.Uri.parse(`vscode://promptops.promptops${address}`)));
      }
      assert.equal(server.requests.length, requests);
    });
  });

  describe('by limits', () => {
    const limit = (name: string, value: number | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('promptops.history')
        .update(name, value, vscode.ConfigurationTarget.Global);
    afterEach(async () => {
      await limit('maxVersionsPerPrompt', undefined);
      await sharing.workspaceState.update('promptops.lastCompaction', undefined);
    });

    const exportsFolder = (): vscode.Uri => vscode.Uri.joinPath(workbench.history.folder, 'exports');

    it('shows the size, and deletes nothing without a limit', async () => {
      await optimized('size.py');
      const before = await versionCount();
      const dialogs = answer('Compact');
      await run('compact');
      assert.match(
        dialogs.said[0] ?? '',
        /^Nothing to delete: \d+ versions, [\d.]+ (?:kB|MB)\.\n[^]*no limit/u,
      );
      // What would do nothing is not offered.
      assert.deepEqual(dialogs.answers, ['Compact']);
      assert.equal(await versionCount(), before);
    });

    it('keeps everything that it deletes in a bundle that can be imported again', async () => {
      const prompt = await optimized('compact.py');
      const { store } = workbench.history;
      for (const text of ['one', 'two', 'three', 'four'])
        await store.recordOriginal({ promptId: prompt.id, text });
      await limit('maxVersionsPerPrompt', 2);
      const before = await versionCount();
      const asked = answer();
      await run('compact');
      assert.match(asked.said[0] ?? '', /would be deleted/u);
      assert.equal(await versionCount(), before);
      const dialogs = answer('Compact');
      await run('compact');
      const deleted = before - (await versionCount());
      assert.ok(deleted >= 3);
      const told = dialogs.said.at(-1) ?? '';
      assert.match(told, new RegExp(`${deleted} versions deleted`, 'u'));
      const entries = await vscode.workspace.fs.readDirectory(exportsFolder());
      const name = entries.map(([entry]) => entry).find((entry) => told.includes(entry)) ?? assert.fail(told);
      const back = answer('From File…', 'Import');
      back.file = vscode.Uri.joinPath(exportsFolder(), name);
      await run('import');
      assert.equal(await versionCount(), before);
      answer();
      await run('undoImport');
    });

    it('does so by itself at most once a day, and only with a limit', async () => {
      const prompt = await optimized('automatic.py');
      const { store } = workbench.history;
      for (const text of ['un', 'deux', 'trois']) await store.recordOriginal({ promptId: prompt.id, text });
      const before = await versionCount();
      answer();
      await sharing.lookAfter();
      assert.equal(await versionCount(), before);
      await limit('maxVersionsPerPrompt', 2);
      const dialogs = answer();
      await sharing.lookAfter();
      const after = await versionCount();
      assert.ok(after < before);
      assert.match(dialogs.said[0] ?? '', /^Compacted the history/u);
      for (const text of ['quatre', 'cinq']) await store.recordOriginal({ promptId: prompt.id, text });
      await sharing.lookAfter();
      assert.equal(await versionCount(), after + 2);
    });
  });
});
