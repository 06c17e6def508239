import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startScriptedServer, type Script, type ScriptedServer } from '../../support/scripted-server.ts';
import { type RunningWorkbench, startWorkbench, type WorkbenchOptions } from './use-workbench.ts';

/** Settings of the machine, which no workspace can change, as the editor server of `directory` reads them. */
export function machineSettingsPath(directory: string): string {
  return path.join(directory, 'user', 'Machine', 'settings.json');
}

/** A workbench whose user has chosen a model of a server on this machine. */
export interface ModelWorkbench extends RunningWorkbench {
  readonly models: ScriptedServer;
}

/** What a suite with a model may choose. */
export interface ModelOptions extends WorkbenchOptions {
  /** Settings of the machine, beside the choice of the model. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
}

/** Dollars per million tokens of the scripted model. */
const prices = { tiny: { input: 0.4, output: 1.6 } };

/** Starts a server that answers as `script` says, and a workbench that asks it. */
export async function startModelWorkbench(
  script: Script,
  { machineSettings, ...options }: ModelOptions = {},
): Promise<ModelWorkbench> {
  const models = await startScriptedServer(script);
  const directory = await mkdtemp(path.join(tmpdir(), 'promptops-models-'));
  const file = machineSettingsPath(directory);
  await mkdir(path.dirname(file), { recursive: true });
  const chosen = {
    'promptops.engine': 'openai',
    'promptops.model.baseUrl': models.baseUrl,
    'promptops.model.name': 'tiny',
    'promptops.model.prices': prices,
    ...machineSettings,
  };
  await writeFile(file, JSON.stringify(chosen));
  const clean = async (): Promise<void> => {
    await models[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const running = await startWorkbench({ ...options, directory });
    const stop = async (): Promise<void> => {
      await running.stop();
      await clean();
    };
    return { workbench: running.workbench, models, stop };
  } catch (error) {
    await clean();
    throw error;
  }
}
