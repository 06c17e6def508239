import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { startScriptedServer, type Script } from '../support/scripted-server.ts';
import { closeAllEditors, until } from './support/editor.ts';
import {
  forgetEverything,
  good,
  latest,
  openPrompt,
  optimize,
  useAnswers,
  useEndpoint,
  workbench,
} from './support/model-workbench.ts';

describe('a run that is cancelled in the editor', function () {
  this.timeout(60_000);
  afterEach(async () => {
    await closeAllEditors();
    await forgetEverything();
  });

  it('ends every call within 200 ms, keeps the best so far, and applies it', async () => {
    let isHanging = false;
    const script: Script = (request, index) =>
      isHanging ? { kind: 'hang', after: 'first-token' } : good(request, index);
    await using server = await startScriptedServer(script);
    await useEndpoint(server, 'tiny');
    await useAnswers({});
    const { document } = await openPrompt('best-so-far.py');
    const running = optimize();
    const session = await until('a round', async () => {
      const active = (await workbench()).sessions.active();
      const phase = active?.state().phase;
      // From the second round on there is a best so far.
      const isOn = phase?.name === 'running' && (phase.progress?.round ?? 0) >= 2;
      return isOn ? active : undefined;
    });
    isHanging = true;
    const answered = server.requests.length;
    await until('calls that hang', () => server.requests.length > answered);
    const cancelledAt = performance.now();
    session.cancel();
    await until('the connections to close', () => server.abandoned() === server.requests.length - answered);
    const elapsed = performance.now() - cancelledAt;
    assert.ok(elapsed < 200, `${elapsed} ms`);
    await running;
    assert.ok(session.phase.name === 'result', session.phase.name);
    assert.equal(session.phase.report.stopReason, 'cancelled');
    assert.ok(session.phase.report.changed);
    await vscode.commands.executeCommand('promptops.apply');
    assert.ok(document.getText().includes('lways answer to help {customer}'), document.getText());
  });
});

describe('Clear Cache', function () {
  this.timeout(60_000);
  afterEach(async () => {
    await closeAllEditors();
    await forgetEverything();
  });

  it('deletes what models have answered, so that the same run asks again', async () => {
    await using server = await startScriptedServer(good);
    await useEndpoint(server, 'tiny');
    const dialogs = await useAnswers({});
    await openPrompt('cleared.py');
    await optimize();
    const first = server.requests.length;
    const ofItsOwn = await cachedCalls();
    const { models } = await workbench();
    await models.cache.flush();
    assert.equal((await readdir(models.cache.folder)).length, first);
    await vscode.commands.executeCommand('promptops.clearCache');
    assert.match(dialogs.told.join(), /are deleted/u);
    await assert.rejects(readdir(models.cache.folder), { code: 'ENOENT' });
    await optimize();
    // A run asks some things twice: what it has answered itself is no answer of the run before.
    assert.deepEqual([server.requests.length, await cachedCalls()], [2 * first, ofItsOwn]);
  });

  async function cachedCalls(): Promise<number> {
    const { phase } = await latest();
    assert.ok(phase.name === 'result');
    return phase.report.usage.cachedCalls;
  }
});
