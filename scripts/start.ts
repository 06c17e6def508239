import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { startEditorServer } from './editor/editor-server.ts';
import { findDesktopEditor, openDesktopEditor } from './editor/desktop-editor.ts';
import { ensureEditor } from './editor/fetch-editor.ts';
import { copyExtension } from './editor/copy-extension.ts';
import { parseOptions } from './support/parse-options.ts';
import { EXAMPLES, ROOT } from './support/paths.ts';
import { runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';
import { SetupError } from './support/setup-error.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';

const USAGE = 'npm start -- [--no-editor]';

/** The prompt that the terminal shows, in the sample workspace. */
const SAMPLE_FILE = 'support_agent.py';
const SAMPLE_PROMPT = `examples/${SAMPLE_FILE}:5`;

const FIRST_STEP = `Open ${SAMPLE_FILE} and click "Optimize" above the prompt.`;

await runScript(async () => {
  const { values } = parseOptions(USAGE, { options: { 'no-editor': { type: 'boolean', default: false } } });
  await step('Building PromptOps', process.execPath, ['esbuild.js', '--production']);
  await step(`Optimizing the prompt in ${SAMPLE_PROMPT}`, process.execPath, [
    'dist/cli.js',
    'optimize',
    SAMPLE_PROMPT,
  ]);
  if (values['no-editor']) return 0;
  console.log('\n== Opening the sample workspace in VS Code');
  const desktop = await findDesktopEditor();
  return desktop === undefined ? openInBrowser() : openOnDesktop(desktop);
});

async function step(what: string, command: string, args: readonly string[]): Promise<void> {
  console.log(`\n== ${what}`);
  const { exitCode } = await runCommand(command, args, { cwd: ROOT });
  if (exitCode !== 0) throw new SetupError(`${what} failed with exit code ${String(exitCode)}.`);
}

/** Opens a window of the desktop editor and waits until it is closed. */
async function openOnDesktop(command: string): Promise<number> {
  const folder = await makeTemporaryFolder('promptops-');
  const workspace = path.join(folder.path, 'examples');
  await cp(EXAMPLES, workspace, { recursive: true });
  const editor = await openDesktopEditor(command, { workspace, directory: folder.path });
  console.log(`
${command} opens with PromptOps. It shows a copy of examples/ in ${workspace}, removed at the end.
${FIRST_STEP} Close the window or press Ctrl+C to end.`);
  const exitCode = await editor.exited;
  if (exitCode !== 0) throw new SetupError(`${command} ended with exit code ${exitCode}.`);
  return 0;
}

/** Serves the editor to the person's browser until Ctrl+C. */
async function openInBrowser(): Promise<number> {
  const editor = await ensureEditor({ report: console.log });
  const extensions = await makeTemporaryFolder('promptops-extension-');
  const server = await startEditorServer({
    editor,
    workspace: EXAMPLES,
    extensions: [await copyExtension(extensions.path)],
  });
  await extensions.remove();
  console.log(`
VS Code with PromptOps is running. Open this address in a browser:

    ${server.origin}/

It shows a copy of examples/ in ${server.workspace}, removed at the end.
${FIRST_STEP} Press Ctrl+C to end the editor.`);
  const exitCode = await server.process.exited;
  if (existsSync(server.directory)) await server.stop();
  throw new SetupError(
    `The editor ended by itself with exit code ${String(exitCode)}:\n${server.log().slice(-2_000)}`,
  );
}
