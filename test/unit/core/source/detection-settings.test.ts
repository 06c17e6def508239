import assert from 'node:assert/strict';
import { mayHoldPrompt } from '../../../../src/core/inventory/may-hold-prompt.ts';
import {
  defaultDetection,
  parseDetectionSettings,
  type DetectionSettings,
} from '../../../../src/core/source/detection/detection-settings.ts';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { parser } from './support.ts';

const players = 'Living players talk about the current situation among themselves.';

async function found(
  path: string,
  source: string,
  settings: Partial<DetectionSettings>,
): Promise<readonly (readonly [text: string, reason: string | undefined])[]> {
  const detection = { ...defaultDetection, ...settings };
  const { prompts } = await findPrompts({ path, source, parser, detection });
  return prompts.map(({ text, reasons }) => [text, reasons[0]]);
}

describe('detection settings', () => {
  it('make a text a prompt by its name, with or without its usual signs', async () => {
    const source = `const gameBrief = "${players}";\nconst other = "${players}";\n`;
    assert.deepEqual(await found('a.ts', source, {}), []);
    const names = ['*BRIEF'];
    assert.deepEqual(await found('a.ts', source, { names }), [
      [players, 'setting "promptops.detection.names": *BRIEF'],
    ]);
    assert.equal(mayHoldPrompt('a.ts', source), false);
    assert.equal(mayHoldPrompt('a.ts', source, { ...defaultDetection, names }), true);
  });

  it('make a text a prompt by the function that it is given to', async () => {
    const source = `game.narrate("${players}")\nother.narrate("${players}")\n`;
    assert.equal((await found('a.py', source, { calls: ['narrate'] })).length, 2);
    assert.equal((await found('a.py', source, { calls: ['game.narrate'] })).length, 1);
    assert.equal((await found('a.py', source, { calls: ['rate'] })).length, 0);
  });

  it('reach data files and the keys of objects do not count', async () => {
    assert.equal((await found('a.yaml', `brief: ${players}\n`, { names: ['brief'] })).length, 1);
    const source = `const texts = { "${players}": "${players}" };\n`;
    assert.equal((await found('a.ts', source, { names: ['*'] })).length, 1);
  });

  it('leave files out, or all but some', async () => {
    const source = `const systemPrompt = "You are a helper. Answer shortly.";\n`;
    const count = async (settings: Partial<DetectionSettings>): Promise<number> =>
      (await found('src/legacy/a.ts', source, settings)).length;
    assert.equal(await count({}), 1);
    assert.equal(await count({ exclude: ['**/legacy/'] }), 0);
    assert.equal(await count({ exclude: ['legacy'] }), 1);
    assert.equal(await count({ include: ['src/**/*.ts'] }), 1);
    assert.equal(await count({ include: ['lib'] }), 0);
    assert.equal(await count({ include: ['src'], exclude: ['**/a.*'] }), 0);
  });

  it('make every text of a folder a prompt', async () => {
    const promptFolders = ['texts/*'];
    assert.equal((await found('texts/system/a.txt', 'Answer kindly.', { promptFolders })).length, 1);
    assert.equal((await found('texts/a.txt', 'Answer kindly.', { promptFolders })).length, 0);
  });

  it('move the threshold', async () => {
    const source = `const task = "${players}";\n`;
    assert.equal((await found('a.ts', source, { threshold: 0.01 })).length, 1);
    assert.equal((await found('a.ts', 'const p = "You are a helper. Answer!";', { threshold: 1 })).length, 0);
  });

  it('give way to comments at a text', async () => {
    const source = `const brief = "${players}"; // promptops: ignore\n`;
    assert.deepEqual(await found('a.ts', source, { names: ['brief'], threshold: 0.01 }), []);
  });

  it('count as not set when they make no sense', () => {
    const hostile: Readonly<Record<string, unknown>> = {
      threshold: 7,
      names: 'prompt',
      calls: [1, '', 'ask', 'x'.repeat(1_000)],
      include: null,
    };
    assert.deepEqual(
      parseDetectionSettings((name) => hostile[name]),
      { ...defaultDetection, calls: ['ask'] },
    );
  });
});
