import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
  type ScriptedServer,
} from '../support/scripted-server.ts';
import { goodModel } from '../unit/core/pcv/model-engine/run-model.ts';
import { startWorkbench, type RunningWorkbench } from './support/use-workbench.ts';

/** Calls that are answered before the editor is closed. */
const answered = 7;

const bodyOf = ({ body }: ReceivedRequest): string => JSON.stringify(body);

describe('a run whose editor is closed in the middle', function () {
  this.timeout(180_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'promptops-resumed-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** An editor on the same user data, whose user has chosen the model of the server. */
  async function startEditor({ baseUrl }: ScriptedServer): Promise<RunningWorkbench> {
    const machineSettings = path.join(directory, 'user', 'Machine', 'settings.json');
    await mkdir(path.dirname(machineSettings), { recursive: true });
    const chosen = {
      'promptops.engine': 'openai',
      'promptops.model.baseUrl': baseUrl,
      'promptops.model.name': 'tiny',
    };
    await writeFile(machineSettings, JSON.stringify(chosen));
    return startWorkbench({ directory });
  }

  async function startRun({ workbench }: RunningWorkbench): Promise<void> {
    await workbench.openFile('support_agent.py', 5);
    await workbench.clickLens('Optimize');
    await workbench.clickDialogButton('Send and Optimize');
  }

  it('goes on in the next one: with those that were answered it makes the calls of one run, and the file is whole', async () => {
    let isClosed = false;
    const script: Script = (request, index) =>
      isClosed || index < answered ? goodModel(request, index) : { kind: 'hang', after: 'headers' };
    await using server = await startScriptedServer(script);
    const first = await startEditor(server);
    const file = path.join(first.workbench.server.workspace, 'support_agent.py');
    const source = await readFile(file, 'utf8');
    try {
      await startRun(first);
      await first.workbench.until('a call that hangs', () =>
        Promise.resolve(server.requests.length > answered),
      );
      // The answers are on their way to the disk.
      await new Promise((resolve) => setTimeout(resolve, 500));
    } finally {
      await first.stop();
    }
    isClosed = true;
    const paid = server.requests.slice(0, answered).map(bodyOf);
    const made = server.requests.length;
    assert.equal(await readFile(file, 'utf8'), source);

    const second = await startEditor(server);
    try {
      await startRun(second);
      await second.workbench.webview('.headline');
      const resumed = server.requests.slice(made).map(bodyOf);

      // What the whole run takes: the same again without anything to resume from.
      await second.workbench.runCommand('PromptOps: Clear Cache');
      const before = server.requests.length;
      await second.workbench.tab('support_agent.py').first().click();
      await second.workbench.clickLens('Optimize');
      await second.workbench.until('the run without a cache', () =>
        Promise.resolve(server.requests.length >= before + answered + resumed.length),
      );
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const whole = server.requests.slice(before).map(bodyOf);
      assert.deepEqual([...paid, ...resumed].sort(), whole.sort());
    } finally {
      await second.stop();
    }
  });
});
