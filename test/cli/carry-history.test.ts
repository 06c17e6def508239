import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder, runCli } from './support/run-cli.ts';

describe('carrying a history on the command line', () => {
  let here: ReturnType<typeof makeFolder>;
  let there: ReturnType<typeof makeFolder>;
  before(async () => {
    here = makeFolder();
    there = makeFolder();
    const { code } = await runCli(['optimize', 'examples/support_agent.py:5', '--write'], here);
    assert.equal(code, 0);
  });
  after(() => {
    here.remove();
    there.remove();
  });

  it('exports in the form that the ending names', async () => {
    for (const [file, start] of [
      ['out.json', '{\n "format": "promptops-history"'],
      ['out.md', '# Prompt history'],
      ['out.html', '<!doctype html>'],
    ] as const) {
      const { code, stdout } = await runCli(['history', '--export', file], here);
      assert.equal(code, 0);
      assert.match(stdout, /^Exported 1 prompt with \d versions to out\.\w+\.\n$/);
      assert.ok(readFileSync(path.join(here.folder, file), 'utf8').startsWith(start));
    }
    const { code, stderr } = await runCli(['history', '--export', 'out.pdf'], here);
    assert.equal(code, 2);
    assert.match(stderr, /ends with \.json, \.md or \.html/);
  });

  it('imports once what another folder has exported', async () => {
    await runCli(['history', '--export', 'bundle.json'], here);
    writeFileSync(path.join(there.folder, 'b.json'), readFileSync(path.join(here.folder, 'bundle.json')));
    const first = await runCli(['history', '--import', 'b.json'], there);
    assert.match(first.stdout, /^Imported 1 prompt, \d versions, 1 run; 0 versions known already\.\n$/);
    const again = await runCli(['history', '--import', 'b.json'], there);
    assert.match(again.stdout, /^Imported 0 prompts, 0 versions, 0 runs; \d versions known already\.\n$/);
  });

  it('says in one line what cannot be imported', async () => {
    writeFileSync(path.join(there.folder, 'broken.json'), '{"format":1}');
    for (const file of ['broken.json', 'missing.json']) {
      const { code, stdout, stderr } = await runCli(['history', '--import', file], there);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^promptops: [^\n]+\n$/);
    }
  });
});
