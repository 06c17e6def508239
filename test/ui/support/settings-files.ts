import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { machineSettingsPath } from './model-workbench.ts';
import type { Workbench } from './workbench.ts';

/** The settings of the open workspace, as they are on the disk. */
export function workspaceSettingsPath({ server }: Workbench): string {
  return path.join(server.workspace, '.vscode', 'settings.json');
}

/** Waits until a setting of the workspace has a value on the disk; `undefined` waits until it is gone. */
export function settingIs(workbench: Workbench, name: string, value: unknown): Promise<unknown> {
  return settingIn(workbench, workspaceSettingsPath(workbench), name, value);
}

/** As {@link settingIs}, for the settings of the machine. */
export function machineSettingIs(workbench: Workbench, name: string, value: unknown): Promise<unknown> {
  return settingIn(workbench, machineSettingsPath(workbench.server.directory), name, value);
}

async function settingIn(workbench: Workbench, file: string, name: string, value: unknown): Promise<unknown> {
  let last: unknown;
  try {
    return await workbench.until(`${name} in ${path.basename(file)}`, async () => {
      last = (await readSettingsFile(file))[`promptops.${name}`];
      return JSON.stringify(last) === JSON.stringify(value);
    });
  } catch (error) {
    throw new Error(`${name} is ${JSON.stringify(last)}, not ${JSON.stringify(value)}.`, { cause: error });
  }
}

/** What a file of settings holds; nothing while it is just being written. */
export async function readSettingsFile(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Answers the input box or the file dialog that is open. */
export async function answerInput(workbench: Workbench, text: string): Promise<void> {
  const input = workbench.page.locator('.quick-input-widget input');
  await input.waitFor();
  // A dialog writes the name that it proposes a moment after it has opened.
  await workbench.until('the answer to stand', async () => {
    await input.fill(text);
    await workbench.page.waitForTimeout(300);
    return (await input.inputValue()) === text;
  });
  await input.press('Enter');
}
