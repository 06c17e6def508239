import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before } from 'mocha';
import { startBrowser, type BrowserOptions, type HeadlessBrowser } from '../../../scripts/editor/browser.ts';
import {
  startEditorServer,
  type EditorServer,
  type EditorServerOptions,
} from '../../../scripts/editor/editor-server.ts';
import { ensureEditor } from '../../../scripts/editor/fetch-editor.ts';
import { EXAMPLES, OUT_TEST, findVsix } from '../../../scripts/support/paths.ts';
import { Workbench } from './workbench.ts';

/** What a UI suite may choose; by default a copy of `examples/` in a trusted, quiet, dark editor. */
export type WorkbenchOptions = Pick<
  EditorServerOptions,
  'workspace' | 'settings' | 'extensions' | 'workspaceTrust' | 'environment' | 'port' | 'directory'
> &
  BrowserOptions & {
    /** The display language that extensions see; the editor itself has no translations here and stays English. */
    readonly language?: string;
  };

/** A workbench together with what must be ended after it. */
export interface RunningWorkbench {
  readonly workbench: Workbench;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 120_000;

/** In a browser the editor saves by itself and opens its settings above everything: a test decides on both. */
const STEADY_SETTINGS = { 'files.autoSave': 'off', 'workbench.editor.useModal': 'off' };

/**
 * Gives the suite that calls it a workbench with the packaged extension installed, started before its first test and
 * ended after its last. Returns how to get at it inside a test. A failed test leaves a picture in `out-test/ui/`.
 * Another `start` is for suites that need more than the workbench.
 *
 *     describe('the lens', () => {
 *       const workbench = useWorkbench();
 *       it('…', async () => { await workbench().openFile('agent.py'); … });
 *     });
 */
export function useWorkbench(
  options: WorkbenchOptions = {},
  start: (options: WorkbenchOptions) => Promise<RunningWorkbench> = startWorkbench,
): () => Workbench {
  let running: RunningWorkbench | undefined;
  before(async function () {
    this.timeout(START_LIMIT_MS);
    running = await start(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || running === undefined) return;
    await mkdir(path.join(OUT_TEST, 'ui'), { recursive: true });
    const name = this.currentTest.fullTitle().replaceAll(/\W+/g, '-');
    await running.workbench.screenshot(path.join(OUT_TEST, 'ui', `${name}.png`));
  });
  after(async () => {
    await running?.stop();
  });
  return () => {
    assert.ok(running, 'the workbench is there inside tests only');
    return running.workbench;
  };
}

/** Starts a server with the packaged extension and a browser that shows it. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<RunningWorkbench> {
  const { width, height, scale, language, ...serverOptions } = options;
  const server = await startEditorServer({
    editor: await ensureEditor({ report: console.log }),
    workspace: EXAMPLES,
    vsix: findVsix(),
    ...serverOptions,

    settings: { ...STEADY_SETTINGS, ...serverOptions.settings },
  });
  try {
    const browser = await startBrowser({
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      ...(scale === undefined ? {} : { scale }),
    });
    if (language !== undefined) {
      await browser.context.addInitScript(
        (tag) => Reflect.set(globalThis, '_VSCODE_NLS_LANGUAGE', tag),
        language,
      );
    }
    return await showWorkbench(server, browser);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function showWorkbench(server: EditorServer, browser: HeadlessBrowser): Promise<RunningWorkbench> {
  const stop = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  try {
    // Without a key from the server, the editor would forget secrets on every reload.
    await browser.context.route('**/mint-key', (route) =>
      route.fulfill({ contentType: 'application/octet-stream', body: Buffer.alloc(32, 7) }),
    );
    const workbench = new Workbench(await browser.context.newPage(), server);
    await workbench.open();
    return { workbench, stop };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
