import assert from 'node:assert/strict';
import type { Script, ScriptedServer } from '../../support/scripted-server.ts';
import { type ModelOptions, startModelWorkbench } from './model-workbench.ts';
import { useWorkbench } from './use-workbench.ts';
import type { Workbench } from './workbench.ts';

/** What a suite gets from {@link useModelWorkbench}; both are there inside tests only. */
export interface ModelWorkbench {
  readonly workbench: () => Workbench;
  readonly server: () => ScriptedServer;
}

/** As `useWorkbench`, for a person who has chosen the model "tiny" of an endpoint that answers by a script. */
export function useModelWorkbench(
  script: Script,
  { machineSettings = {}, ...options }: ModelOptions = {},
): ModelWorkbench {
  let models: ScriptedServer | undefined;
  const workbench = useWorkbench(options, async (chosen) => {
    const running = await startModelWorkbench(script, { ...chosen, machineSettings });
    ({ models } = running);
    return running;
  });
  return {
    workbench,
    server: () => {
      assert.ok(models, 'the server is there inside tests only');
      return models;
    },
  };
}
