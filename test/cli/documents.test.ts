import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import { buildCli } from './support/built-cli.ts';
import { makeFolder, runCli } from './support/run-cli.ts';
import {
  countSchema,
  eventSchema,
  historySchema,
  lintSchema,
  optimizeSchema,
  scanSchema,
} from './support/document-schemas.ts';

const agent = 'examples/support_agent.py';

describe('the documents of the command line', () => {
  const { folder, remove } = makeFolder();
  before(async function () {
    this.timeout(120_000);
    await buildCli();
  });
  after(remove);

  async function call(args: readonly string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await runCli(args, {
      folder,
      ...(input === undefined ? {} : { input }),
    });
    assert.deepEqual([code, stderr], [0, '']);
    return stdout;
  }

  /** The one document on standard output, which is nothing else. */
  async function document<Schema extends z.ZodType>(
    schema: Schema,
    args: readonly string[],
    input?: string,
  ): Promise<z.output<Schema>> {
    const stdout = await call(args, input);
    assert.ok(stdout.endsWith('\n') && !stdout.endsWith('\n\n'));
    return schema.parse(JSON.parse(stdout));
  }

  it('count', async () => {
    assert.deepEqual(await document(countSchema, ['count', '--json'], 'hello world'), {
      tokens: 2,
      encoding: 'o200k_base',
      provenance: 'tokenizer',
      characters: 11,
    });
    const cl100k = await document(countSchema, ['count', '-', '--json', '--encoding', 'cl100k_base'], '👩‍👩‍👧');
    assert.deepEqual([cl100k.encoding, cl100k.characters], ['cl100k_base', 8]);
  });

  it('count of one prompt is that of the scan', async () => {
    const { prompts } = await document(scanSchema, ['scan', agent, '--json']);
    const counted = await document(countSchema, ['count', `${agent}:39`, '--json']);
    const scanned = prompts.find(({ line }) => line === 39);
    assert.deepEqual([counted.tokens, counted.characters], [scanned?.tokens.value, scanned?.text.length]);
  });

  it('scan', async () => {
    const { files, prompts, skipped, literals } = await document(scanSchema, ['scan', 'examples', '--json']);
    assert.deepEqual([files, literals], [3, undefined]);
    assert.deepEqual(skipped, [{ file: 'examples/README.md', reason: 'not-a-prompt-file' }]);
    assert.deepEqual(
      prompts.map(({ file, line, name, form }) => [file, line, name, form]).sort(),
      [
        ['examples/prompts/classify.prompt', 1, 'classify.prompt', 'file'],
        ['examples/summarize.ts', 12, 'prompt', 'template'],
        [agent, 39, 'messages', 'message'],
        [agent, 5, 'SUPPORT_PROMPT', 'triple-quoted'],
      ].sort(),
    );
    const placeholders = prompts.find(({ line }) => line === 5)?.placeholders.map(({ text }) => text);
    assert.deepEqual(placeholders, ['{company}', '{message}']);
  });

  it('scan --all', async () => {
    const { literals, prompts } = await document(scanSchema, ['scan', agent, '--json', '--all']);
    assert.ok(literals);
    const source = readFileSync(path.join(folder, agent), 'utf8');
    const model = literals.find(({ value }) => value === 'gpt-4o-mini');
    assert.ok(model);
    assert.deepEqual([source.slice(...model.offset), model.isPrompt], ['"gpt-4o-mini"', false]);
    const ofPrompts = literals.filter(({ isPrompt }) => isPrompt).map(({ offset }) => offset);
    assert.deepEqual(ofPrompts.sort(), prompts.map(({ offset }) => offset).sort());
  });

  it('lint', async () => {
    const files = await document(lintSchema, ['lint', 'examples', '--format', 'json']);
    assert.deepEqual(
      files.map(({ file }) => file),
      ['examples/prompts/classify.prompt', 'examples/summarize.ts', agent],
    );
    assert.ok(files.every(({ findings }) => findings.length > 0));
  });

  it('optimize', async () => {
    const report = await document(optimizeSchema, ['optimize', `${agent}:5`, '--json']);
    assert.deepEqual(report.prompt, { file: agent, line: 5, name: 'SUPPORT_PROMPT', form: 'triple-quoted' });
    assert.deepEqual([report.engine, report.changed, report.verdict], ['rules', true, 'improved']);
    assert.ok(report.candidate);
    assert.ok(report.candidate.tokens < report.original.tokens);
    assert.equal(report.metrics.tokens.before, report.original.tokens);
    assert.equal(report.metrics.tokens.after, report.candidate.tokens);
    // Rules say nothing of reasoning that a prompt does not ask for, nor do they have repeats to make an interval of.
    assert.equal(report.metrics.qualityGain.interval, null);
    assert.equal(report.usage.calls, 0);
  });

  it('optimize of a prompt that is kept has no candidate', async () => {
    const report = await document(
      optimizeSchema,
      ['optimize', '-', '--json'],
      'Translate the text between the tags to French. Return only the translation.\n\n<text>\n{text}\n</text>',
    );
    assert.deepEqual([report.candidate, report.changed, report.explanations], [null, false, []]);
    assert.equal(report.prompt.file, '-');
  });

  it('optimize --events prints an event a line and ends with the report', async () => {
    const lines = (await call(['optimize', `${agent}:5`, '--events'])).split('\n');
    assert.equal(lines.pop(), '');
    const events = lines.map((line) => eventSchema.parse(JSON.parse(line)));
    assert.equal(events[0]?.type, 'run-start');
    const last = events.at(-1);
    assert.ok(last?.type === 'run-end');
    optimizeSchema.parse(last.report);
    assert.equal(events.filter(({ type }) => type === 'run-end').length, 1);
    const kinds = new Set(events.map(({ type }) => type));
    for (const kind of ['candidate', 'proposal-end', 'critique-end', 'verification-end'] as const)
      assert.ok(kinds.has(kind));
  });

  it('is the same for the same prompt but for the run and its times', async () => {
    const both = [];
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const report = await document(optimizeSchema, ['optimize', 'examples/summarize.ts', '--json']);
      both.push({ ...report, run: '', usage: null });
    }
    assert.deepEqual(both[0], both[1]);
  });

  it('history', async () => {
    assert.deepEqual(await document(historySchema, ['history', '--json']), { prompts: [] });
    writeFileSync(path.join(folder, 'own.prompt'), 'Please answer in order to help.\n');
    await call(['optimize', 'own.prompt', '--write', '--json']);
    const { prompts } = await document(historySchema, ['history', 'own.prompt', '--json']);
    assert.deepEqual(
      prompts.map(({ file, line, form }) => [file, line, form]),
      [['own.prompt', 1, 'file']],
    );
    const { versions } = prompts[0] ?? assert.fail();
    assert.deepEqual(
      versions.map(({ origin }) => origin),
      ['applied', 'candidate', 'original'],
    );
    assert.equal(versions[2]?.text, 'Please answer in order to help.\n');
    assert.equal(versions[0]?.text, readFileSync(path.join(folder, 'own.prompt'), 'utf8'));
  });
});
