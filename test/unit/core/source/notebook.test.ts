import assert from 'node:assert/strict';
import { findPrompts, findSitesAt } from '../../../../src/core/source/find-prompts.ts';
import type { PromptSite } from '../../../../src/core/source/prompt-site.ts';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser } from './support.ts';

const path = 'demo.ipynb';

/** A notebook as Jupyter writes it, with an output, odd white space and escapes that nobody needs. */
function notebook(...cells: readonly (readonly [type: string, source: unknown])[]): string {
  const all = cells.map(([type, source], index) => ({
    cell_type: type,
    id: `id${index}`,
    metadata: {},
    ...(type === 'code' ? { execution_count: 1.0, outputs: [{ text: ['You are an output.\n'] }] } : {}),
    source,
  }));
  const text = JSON.stringify(
    { cells: all, metadata: { kernelspec: { language: 'python' } }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
  return `${text.replace('"nbformat": 4', '"nbformat" :   4')}\n`;
}

const lines = [
  '%pip install openai\n',
  'import openai\n',
  'PROMPT = """You are a helpful assistant.\n',
  '% of the answers must be "short".\n',
  'Answer in {language}."""\n',
  '!ls',
];
const source = notebook(['markdown', ['# You are a title\n']], ['code', lines], ['code', 'x = 1']);

async function onlySite(text: string): Promise<PromptSite> {
  const { prompts } = await findPrompts({ path, source: text, parser });
  const [site, ...others] = prompts;
  assert.ok(site !== undefined && others.length === 0, `${prompts.length} prompts`);
  return site;
}

async function write(text: string, change: (prompt: string) => string): Promise<string> {
  const site = await onlySite(text);
  const result = await writeBack({ path, source: text, site, text: change(site.text), parser });
  return result.kind === 'written' ? result.source : result.reason;
}

describe('prompts in notebooks', () => {
  it('are those of code cells, with their cell and line', async () => {
    const site = await onlySite(source);
    assert.equal(
      site.text,
      'You are a helpful assistant.\n% of the answers must be "short".\nAnswer in {language}.',
    );
    assert.deepEqual(
      [site.language, site.form, site.symbolPath, site.cell],
      ['python', 'triple-quoted', ['cell id1', 'PROMPT'], { index: 2, line: 3 }],
    );
    assert.equal(
      source.slice(0, site.span.start).split('\n').length,
      source.split('\n').findIndex((line) => line.includes('PROMPT')) + 1,
    );
    const at = site.text.indexOf('"short"');
    const short = site.toSource({ start: at, end: at + 7 });
    assert.equal(source.slice(short?.start, short?.end), '\\"short\\"');
  });

  it('are written into the very lines of their literal', async () => {
    assert.equal(await write(source, (text) => text), source);
    assert.equal(
      await write(source, (text) => text.replace('helpful', 'kind')),
      source.replace('a helpful assistant', 'a kind assistant'),
    );
    assert.equal(
      await write(source, (text) => text.replace('short".\n', 'short".\nBe "nice".\n')),
      source.replace('short\\".\\n",\n', 'short\\".\\n",\n    "Be \\"nice\\".\\n",\n'),
    );
    assert.equal(
      await write(source, (text) => text.replace('assistant.\n%', 'assistant, %')),
      source.replace('assistant.\\n",\n    "%', 'assistant, %'),
    );
  });

  it('survive hostile texts', async () => {
    for (const [name, hostile] of Object.entries(hostileTexts)) {
      const text = `You are a helpful assistant. ${hostile} Answer in {language}.`;
      const result = await write(source, () => text);
      assert.notEqual(result, 'document-changed', name);
      if (result === 'not-expressible') continue;
      assert.equal((await onlySite(result)).text, text, name);
      const [before, after] = [source, result].map(
        (file) => JSON.parse(file) as { cells: { source: unknown }[] },
      );
      for (const file of [before, after]) delete file?.cells[1]?.source;
      assert.deepEqual(after, before, name);
    }
  });

  it('keep the ways in which notebooks are written', async () => {
    const code = 'prompt = "You are a helper. " + name + " Answer shortly."\n';
    for (const text of [
      notebook(['code', code]),
      notebook(['code', [code]]),
      `\ufeff${notebook(['code', [code]]).replaceAll('\n', '\r\n')}`,
      JSON.stringify({ cells: [{ cell_type: 'code', source: [code] }] }),
    ]) {
      assert.equal(
        await write(text, (prompt) => prompt.replace('shortly', 'soon')),
        text.replace('shortly', 'soon'),
      );
      const grown = await write(text, (prompt) => prompt.replace('shortly', '"now"\nand é'));
      assert.equal((await onlySite(grown)).text, 'You are a helper. {name} Answer "now"\nand é.');
    }
  });

  it('write non-ASCII text as the file does', async () => {
    const text = notebook(['code', ['prompt = "You are a helper from é. Answer shortly."']]).replace(
      'é',
      '\\u00e9',
    );
    assert.equal(
      await write(text, (prompt) => prompt.replace('shortly', 'für')),
      text.replace('shortly', 'f\\u00fcr'),
    );
  });

  it('are not looked for in cells of other languages, or behind a mistake in the file', async () => {
    const code = 'prompt = "You are a helper. Answer shortly."';
    const other = notebook(['code', ['%%bash\n', code]]);
    assert.equal((await findPrompts({ path, source: other, parser })).prompts.length, 0);
    const broken = notebook(['code', code]).replace('"cells"', '"cells');
    assert.equal((await findPrompts({ path, source: broken, parser })).prompts.length, 0);
    const typescript = notebook(['code', code.replace('prompt', 'const prompt')]).replace(
      '"python"',
      '"typescript"',
    );
    assert.equal((await onlySite(typescript)).language, 'typescript');
  });

  it('are found where a person points', async () => {
    const at = source.indexOf('x = 1');
    assert.deepEqual(await findSitesAt({ path, source, parser }, { start: at, end: at }), []);
    const inside = source.indexOf('assistant');
    const [site] = await findSitesAt({ path, source, parser }, { start: inside, end: inside });
    assert.equal(site?.name, 'PROMPT');
  });
});
