import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startProcessGroup, type ProcessGroup } from '../support/process-group.ts';
import { captureCommand } from '../support/run-command.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import type { Editor } from './fetch-editor.ts';
import { QUIET_SETTINGS } from './quiet-settings.ts';

/** How a server is started; everything it writes stays in one folder. */
export interface EditorServerOptions {
  readonly editor: Editor;
  /** Copied into the folder of the server and opened there, so that nothing is edited in place. */
  readonly workspace?: string;
  /** User settings, over {@link QUIET_SETTINGS}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of unpacked extensions, taken up as installed ones. */
  readonly extensions?: readonly string[];
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** Lets the page start a test bundle; suppresses notifications and modal dialogs. */
  readonly testDriver?: boolean;
  /** Whether the workbench asks about workspace trust; otherwise every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the server keeps everything; absent: a new folder that `stop` removes. */
  readonly directory?: string;
}

/** A running VS Code server on this machine's loopback. */
export interface EditorServer {
  readonly origin: string;
  readonly port: number;
  /** The folder that holds data, extensions and the copied workspace of this server. */
  readonly directory: string;
  readonly workspace: string;
  readonly process: ProcessGroup;
  /** What the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 30_000;

/** Starts the server and resolves when it listens. Throws with its output when it does not come up in 30 s. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const temporary =
    options.directory === undefined ? await makeTemporaryFolder('promptops-editor-') : undefined;
  const directory = temporary?.path ?? options.directory ?? '';
  const workspace = path.join(directory, path.basename(options.workspace ?? 'workspace'));
  await prepareDirectory(directory, workspace, options);
  if (options.vsix !== undefined) await installVsix(options.editor, directory, options.vsix);

  const group = startProcessGroup(options.editor.nodePath, serverArguments(directory, workspace, options), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: serverEnvironment(directory, options.environment),
  });
  const log = collectOutput(group);
  const stop = async (): Promise<void> => {
    await group.stop();
    await temporary?.remove();
  };
  try {
    const port = await listeningPort(group, log);
    return {
      origin: `http://127.0.0.1:${String(port)}`,
      port,
      directory,
      workspace,
      process: group,
      log,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The folder for user settings of a server kept in `directory`. */
export function userSettingsPath(directory: string): string {
  return path.join(directory, 'user', 'User', 'settings.json');
}

async function prepareDirectory(
  directory: string,
  workspace: string,
  options: EditorServerOptions,
): Promise<void> {
  const settingsFile = userSettingsPath(directory);
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2));
  await mkdir(workspace, { recursive: true });
  if (options.workspace !== undefined) await cp(options.workspace, workspace, { recursive: true });
  for (const extension of options.extensions ?? []) {
    await cp(extension, path.join(directory, 'extensions', path.basename(extension)), { recursive: true });
  }
}

async function installVsix(editor: Editor, directory: string, vsix: string): Promise<void> {
  const { exitCode, output } = await captureCommand(
    editor.nodePath,
    [
      editor.serverPath,
      '--install-extension',
      path.resolve(vsix),
      '--accept-server-license-terms',
      ...directoryArguments(directory),
    ],
    { env: serverEnvironment(directory) },
  );
  if (exitCode !== 0) throw new Error(`The editor did not install ${vsix}:\n${output}`);
}

function serverArguments(directory: string, workspace: string, options: EditorServerOptions): string[] {
  return [
    options.editor.serverPath,
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--default-folder',
    workspace,
    ...directoryArguments(directory),
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

function directoryArguments(directory: string): string[] {
  return [
    '--server-data-dir',
    path.join(directory, 'server'),
    '--user-data-dir',
    path.join(directory, 'user'),
    '--extensions-dir',
    path.join(directory, 'extensions'),
  ];
}

function serverEnvironment(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // An empty gallery keeps the editor from asking for extensions.
    EXTENSIONS_GALLERY: '{}',
    ...environment,
    HOME: directory,
    TMPDIR: directory,
    XDG_RUNTIME_DIR: directory,
  };
}

function collectOutput(group: ProcessGroup): () => string {
  let output = '';
  for (const stream of [group.child.stdout, group.child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return () => output;
}

async function listeningPort(group: ProcessGroup, log: () => string): Promise<number> {
  let exitCode: number | undefined;
  void group.exited.then(
    (code) => (exitCode = code),
    () => (exitCode = 1),
  );
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && exitCode === undefined) {
    const match = /Extension host agent listening on (\d+)/.exec(log());
    if (match) return Number(match[1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const what = exitCode === undefined ? 'did not start in 30 s' : `ended with exit code ${String(exitCode)}`;
  throw new Error(`The VS Code server ${what}:\n${log()}`);
}
