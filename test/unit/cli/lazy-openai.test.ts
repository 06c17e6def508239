import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { goodModel } from '../core/pcv/model-engine/run-model.ts';
import { buildCommandLine, type CommandLine } from './command-line.ts';

describe('the openai package', function () {
  this.timeout(60_000);
  let commandLine: CommandLine;
  before(async () => {
    commandLine = await buildCommandLine();
  });
  after(() => commandLine[Symbol.asyncDispose]());

  /** The files of the command line that Node has loaded, as its own coverage names them. */
  async function loadedBy(options: readonly string[]): Promise<readonly string[]> {
    const folder = path.join(commandLine.folder, `loaded-${options.length}`);
    const outcome = await commandLine.optimize(options, { environment: { NODE_V8_COVERAGE: folder } });
    assert.equal(outcome.code, 0, outcome.stderr);
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
    const scripts = texts.flatMap((text) => (JSON.parse(text) as Coverage).result);
    return scripts.map(({ url }) => path.basename(url));
  }

  it('is loaded by no run of the rules', async () => {
    const loaded = await loadedBy([]);
    assert.ok(loaded.includes('cli-engine.js'));
    assert.ok(!loaded.includes('openai.js'));
  });

  it('is loaded by a run that asks a model', async () => {
    await using server = await startScriptedServer(goodModel);
    const model = ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny', '--no-cache'];
    assert.ok((await loadedBy(model)).includes('openai.js'));
  });
});

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}
