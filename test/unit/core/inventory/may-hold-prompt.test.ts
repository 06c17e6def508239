import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mayHoldPrompt } from '../../../../src/core/inventory/may-hold-prompt.ts';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { createFileResources } from '../../../../src/node/file-resources.ts';

describe('mayHoldPrompt', () => {
  it('turns code away that has no word of prompts in it', () => {
    const code = 'export function add(left: number, right: number): number {\n  return left + right;\n}\n';
    assert.equal(mayHoldPrompt('src/add.ts', code), false);
    assert.equal(mayHoldPrompt('src/add.ts', `// promptops: prompt\n${code}`), true);
  });

  it('turns code away that has the words but no text', () => {
    assert.equal(mayHoldPrompt('a.py', 'system = os.system\nagent = Agent(system)\nprint(agent)\n'), false);
  });

  it('lets prompts in scripts without spaces through', () => {
    assert.equal(mayHoldPrompt('a.py', 'PROMPT = "你是一个客服，请用中文回答，不要编造。"\n'), true);
  });

  it('lets every whole file through, and nothing in an unknown language', () => {
    assert.equal(mayHoldPrompt('notes.md', 'Some text about nothing at all.'), true);
    assert.equal(mayHoldPrompt('photo.png', 'You are a helpful assistant, always.'), false);
  });

  it('turns no file away in which a prompt is found', async () => {
    const parser = createSourceParser(createFileResources('dist'));
    const files = globSync(['examples/**/*.*', 'test/fixtures/source/**/*.*', 'src/core/prompts/**/*.ts']);
    let withPrompts = 0;
    for (const path of files.sort()) {
      const source = readFileSync(path, 'utf8');
      const { prompts } = await findPrompts({ path, source, parser });
      if (prompts.length === 0) continue;
      withPrompts += 1;
      assert.ok(mayHoldPrompt(path, source), `${path}: ${prompts[0]?.text ?? ''}`);
    }
    assert.ok(withPrompts >= 3, `${withPrompts} files with prompts`);
  }).timeout(20_000);

  it('stays fast on a long line of anything', () => {
    const hostile = [
      'word '.repeat(50_000),
      `prompt${'a'.repeat(250_000)}`,
      `prompt ${'a, '.repeat(80_000)}`,
    ];
    const before = process.cpuUsage();
    for (const source of hostile) mayHoldPrompt('a.py', source);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < 500, `${(user + system) / 1000} ms`);
  });
});
