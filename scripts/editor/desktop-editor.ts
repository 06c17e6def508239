import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../support/paths.ts';
import { startProcessGroup, type ProcessGroup } from '../support/process-group.ts';
import { captureCommand } from '../support/run-command.ts';
import { QUIET_SETTINGS } from './quiet-settings.ts';

/**
 * The command of a desktop VS Code on PATH that is new enough for the extension, if there is one. The `code` inside a
 * terminal of a remote window only talks to that window, so it does not count.
 */
export async function findDesktopEditor(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  if (environment['VSCODE_IPC_HOOK_CLI'] !== undefined) return undefined;
  const version = await versionOf('code');
  return version !== undefined && isNewEnough(version, engineRange()) ? 'code' : undefined;
}

/**
 * Opens a folder in a desktop VS Code with the checkout as an extension in development. It gets a profile of its own
 * below `directory`, so that it is a process of ours: nothing of the person's own windows changes, and it can be ended.
 */
export async function openDesktopEditor(
  command: string,
  { workspace, directory }: { readonly workspace: string; readonly directory: string },
): Promise<ProcessGroup> {
  const settings = path.join(directory, 'u', 'User', 'settings.json');
  await mkdir(path.dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify(QUIET_SETTINGS, null, 2));
  const args = [
    '--wait',
    '--new-window',
    '--disable-workspace-trust',
    `--user-data-dir=${path.join(directory, 'u')}`,
    `--extensionDevelopmentPath=${ROOT}`,
    workspace,
  ];
  return startProcessGroup(command, args, { stdio: 'ignore', endsDetached: true });
}

/** Whether a version such as `1.139.1` satisfies a range such as `^1.101.0`. */
export function isNewEnough(version: string, range: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = numbers(range);
  if (major !== wantedMajor) return major > wantedMajor;
  if (minor !== wantedMinor) return minor > wantedMinor;
  return patch >= wantedPatch;
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { exitCode, output } = await captureCommand(command, ['--version']);
    return exitCode === 0 ? /^\d+\.\d+\.\d+/m.exec(output)?.[0] : undefined;
  } catch {
    // Not on PATH: that is the answer.
    return undefined;
  }
}

function engineRange(): string {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    engines: { vscode: string };
  };
  return manifest.engines.vscode;
}

function numbers(version: string): number[] {
  return version.replace(/^\D+/, '').split('.').map(Number);
}
