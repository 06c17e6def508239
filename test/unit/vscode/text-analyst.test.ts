import assert from 'node:assert/strict';
import type { PromptText } from '../../../src/core/model.ts';
import { analyzeText } from '../../../src/core/pcv/rules-engine/analyze-text.ts';
import { createTextAnalyst } from '../../../src/vscode/text-analyst.ts';

const promptOf = (text: string): PromptText => ({ text, interpolations: [] });
const short = promptOf('Answer the the question in order to help.');
const long = promptOf(`You are an editor. ${'Answer the the question in order to help. '.repeat(200)}`);
const always = () => true;

/** A thread that reads what it is given and notes it. */
function createThread() {
  const read: string[] = [];
  const analyze = async (prompt: PromptText) => {
    read.push(prompt.text);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return analyzeText(prompt);
  };
  return { read, analyze };
}

describe('the analyst of texts', () => {
  it('reads short texts at once and long ones in the thread, each once', async () => {
    const thread = createThread();
    const analyst = createTextAnalyst(thread);
    assert.deepEqual(analyst.atOnce(short), analyzeText(short));
    assert.equal(analyst.atOnce(long), undefined);
    const [one, other] = await Promise.all([analyst.analyze(long, always), analyst.analyze(long, always)]);
    assert.deepEqual(one, analyzeText(long));
    assert.equal(one, other);
    assert.equal(analyst.atOnce(long), one);
    assert.deepEqual(thread.read, [long.text]);
  });

  it('leaves out the texts that were overtaken while they waited', async () => {
    const thread = createThread();
    const analyst = createTextAnalyst(thread);
    let version = 0;
    const typed = Array.from({ length: 5 }, (_, index) => {
      version = index;
      return analyst.analyze(promptOf(`${long.text}${'x'.repeat(index)}`), () => version === index);
    });
    const known = (await Promise.all(typed)).map((analysis) => analysis !== undefined);
    assert.deepEqual(known, [false, false, false, false, true]);
    assert.equal(thread.read.length, 1);
  });

  it('tells texts apart by where code is filled in, and goes on after a failure', async () => {
    let failures = 1;
    const analyst = createTextAnalyst({
      analyze: (prompt) =>
        failures-- > 0
          ? Promise.reject(new Error('The thread has ended.'))
          : Promise.resolve(analyzeText(prompt)),
    });
    await assert.rejects(analyst.analyze(long, always), /has ended/u);
    assert.ok(await analyst.analyze(long, always));
    const filled = { ...short, interpolations: [{ start: 0, end: 6 }] };
    assert.notDeepEqual(analyst.atOnce(filled)?.contract, analyst.atOnce(short)?.contract);
  });
});
