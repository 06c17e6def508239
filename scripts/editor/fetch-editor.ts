import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { withLock } from '../support/lock.ts';
import { captureCommand } from '../support/run-command.ts';
import { SetupError } from '../support/setup-error.ts';
import {
  EDITOR_RELEASES,
  nodePackageFor,
  type EditorRelease,
  type EditorReleaseName,
  type PinnedPackage,
} from './releases.ts';

/** A VS Code server on this machine, ready to start. */
export interface Editor {
  readonly directory: string;
  readonly vscodeVersion: string;
  readonly nodePath: string;
  /** `server-main.js` of the server. */
  readonly serverPath: string;
}

/** What may be chosen when the editor is fetched. */
export interface FetchEditorOptions {
  readonly release?: EditorReleaseName;
  readonly cacheDirectory?: string;
  /** Called with a line of progress; nothing is said when the editor is there already. */
  readonly report?: (line: string) => void;
}

/** Written last, so that a half-fetched directory is never taken for an editor. */
const COMPLETE_MARKER = '.complete';

/** Parts of the server that no test and no sample needs, by far its largest ones. */
const UNUSED_PARTS = ['node_modules/@github/copilot', 'node_modules/@github/copilot-sdk-linux-x64'];

/** The folder for what is fetched on demand, outside of the checkout. */
export function defaultCacheDirectory(
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  const base = environment['XDG_CACHE_HOME'];
  return path.join(base && path.isAbsolute(base) ? base : path.join(home, '.cache'), 'promptops');
}

/**
 * The browser-hosted VS Code, fetched from the npm registry into the cache when it is not there yet.
 * Throws a SetupError when the machine cannot run it or a download cannot be trusted.
 */
export async function ensureEditor(options: FetchEditorOptions = {}): Promise<Editor> {
  const release = EDITOR_RELEASES[options.release ?? 'newest'];
  const node = nodePackageFor(release, process.platform, process.arch);
  const cache = options.cacheDirectory ?? defaultCacheDirectory();
  const directory = path.join(cache, `editor-${release.server.version}-${node.name}-${node.version}`);
  const editor: Editor = {
    directory,
    vscodeVersion: release.vscodeVersion,
    nodePath: path.join(directory, 'node', 'bin', 'node'),
    serverPath: path.join(directory, 'vscode', 'out', 'server-main.js'),
  };
  if (isComplete(directory)) return editor;

  const say = timedReport(options.report ?? (() => undefined));
  await mkdir(cache, { recursive: true });
  await withLock(
    `${directory}.lock`,
    async () => {
      if (!isComplete(directory)) await fetchInto({ directory, release, node, say });
    },
    () => say('another process is fetching the editor; waiting for it'),
  );
  return editor;
}

interface Fetch {
  readonly directory: string;
  readonly release: EditorRelease;
  readonly node: PinnedPackage;
  readonly say: (line: string) => void;
}

async function fetchInto({ directory, release, node, say }: Fetch): Promise<void> {
  const temporary = await makeTemporaryFolder(
    `${path.basename(directory)}.fetching-`,
    path.dirname(directory),
  );
  const workshop = temporary.path;
  try {
    say('fetching VS Code for the browser (about 45 s and 600 MB, once)');
    const nodeDirectory = path.join(workshop, 'node');
    await Promise.all([
      unpack({
        pinned: node,
        members: ['package/bin', 'package/include'],
        to: nodeDirectory,
        strip: 1,
        workshop,
      }),
      unpack({
        pinned: release.server,
        members: ['package/lib/vscode'],
        to: path.join(workshop, 'vscode'),
        strip: 3,
        workshop,
      }),
    ]);
    await installServerModules({
      directory: path.join(workshop, 'vscode'),
      nodeDirectory,
      modulesToCompile: release.modulesToCompile,
      say,
    });
    await Promise.all(
      [path.join('node', 'include'), ...UNUSED_PARTS.map((part) => path.join('vscode', part))].map((part) =>
        rm(path.join(workshop, part), { recursive: true, force: true }),
      ),
    );
    await writeFile(path.join(workshop, COMPLETE_MARKER), '');
    await rm(directory, { recursive: true, force: true });
    await rename(workshop, directory);
    say('the editor is ready');
  } finally {
    await temporary.remove();
  }
}

interface Unpack {
  readonly pinned: PinnedPackage;
  readonly members: readonly string[];
  readonly to: string;
  readonly strip: number;
  readonly workshop: string;
}

async function unpack({ pinned, members, to, strip, workshop }: Unpack): Promise<void> {
  const specification = `${pinned.name}@${pinned.version}`;
  const folder = await mkdtemp(path.join(workshop, 'tarball-'));
  await step(`fetch ${specification}`, 'npm', [
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    folder,
    specification,
  ]);
  const tarball = path.join(folder, (await readdir(folder))[0] ?? '');
  await verifyIntegrity(tarball, pinned);
  await mkdir(to, { recursive: true });
  await step(`unpack ${specification}`, 'tar', [
    'xzf',
    tarball,
    '-C',
    to,
    `--strip-components=${String(strip)}`,
    ...members,
  ]);
  await rm(folder, { recursive: true });
}

async function verifyIntegrity(tarball: string, { name, version, integrity }: PinnedPackage): Promise<void> {
  const actual = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (actual === integrity) return;
  throw new SetupError(
    `${name}@${version} is not what was pinned: integrity ${actual}, expected ${integrity}.`,
  );
}

interface InstallModules {
  readonly directory: string;
  readonly nodeDirectory: string;
  readonly modulesToCompile: readonly string[];
  readonly say: (line: string) => void;
}

async function installServerModules({
  directory,
  nodeDirectory,
  modulesToCompile,
  say,
}: InstallModules): Promise<void> {
  // The modules must be chosen for and built by the Node that will run them.
  const searchPath = [path.join(nodeDirectory, 'bin'), process.env['PATH'] ?? ''].join(path.delimiter);
  const options = { cwd: directory, env: { ...process.env, PATH: searchPath, JOBS: 'max' } };
  say('installing its modules');
  await step(
    'install the modules of the editor',
    'npm',
    ['install', '--silent', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    options,
  );
  say('compiling two native modules');
  const { exitCode } = await captureCommand(
    'npm',
    ['rebuild', '--silent', `--nodedir=${nodeDirectory}`, ...modulesToCompile],
    options,
  );
  if (exitCode !== 0) {
    say('they need python3, make and g++: going on without them, so the editor writes no log files');
    return;
  }
  // npm is content when a module by that name is not there at all.
  const missing = modulesToCompile.filter(
    (name) => !existsSync(path.join(directory, 'node_modules', name, 'build', 'Release')),
  );
  if (missing.length > 0) throw new SetupError(`The editor has no ${missing.join(' and no ')} to compile.`);
}

async function step(
  what: string,
  command: string,
  args: readonly string[],
  options: Parameters<typeof captureCommand>[2] = {},
): Promise<void> {
  const { exitCode, output } = await captureCommand(command, args, options);
  if (exitCode !== 0) throw new SetupError(`Could not ${what}: ${output.trim().slice(-2_000)}`);
}

function isComplete(directory: string): boolean {
  return existsSync(path.join(directory, COMPLETE_MARKER));
}

function timedReport(report: (line: string) => void): (line: string) => void {
  const start = Date.now();
  return (line) => report(`[editor ${((Date.now() - start) / 1000).toFixed(0)} s] ${line}`);
}
