import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'mocha';
import { type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { useWorkbench, type WorkbenchOptions } from './use-workbench.ts';
import type { Workbench } from './workbench.ts';

/** What a suite gets from {@link useModelWorkbench}; both are there inside tests only. */
export interface ModelWorkbench {
  readonly workbench: () => Workbench;
  readonly server: () => ScriptedServer;
}

/** Settings of the machine, which no workspace can change, as the editor server of `directory` reads them. */
export function machineSettingsPath(directory: string): string {
  return path.join(directory, 'user', 'Machine', 'settings.json');
}

/** As `useWorkbench`, for a person who has chosen the model "tiny" of an endpoint that answers by a script. */
export function useModelWorkbench(script: Script, options: WorkbenchOptions = {}): ModelWorkbench {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'promptops-model-'));
  let server: ScriptedServer | undefined;
  before(async () => {
    server = await startScriptedServer(script);
    const file = machineSettingsPath(directory);
    await mkdir(path.dirname(file), { recursive: true });
    const chosen = {
      'promptops.engine': 'openai',
      'promptops.model.baseUrl': server.baseUrl,
      'promptops.model.name': 'tiny',
      'promptops.model.prices': { tiny: { input: 1, output: 2 } },
    };
    await writeFile(file, JSON.stringify(chosen));
  });
  const workbench = useWorkbench({ ...options, directory });
  after(async () => {
    await server?.[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    workbench,
    server: () => {
      assert.ok(server, 'the server is there inside tests only');
      return server;
    },
  };
}
