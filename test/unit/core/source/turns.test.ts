import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { languageOfPath } from '../../../../src/core/source/languages.ts';
import { scanOpenFile } from '../../../../src/core/source/open-scan.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { grammarLoader } from '../../../support/grammars.ts';

const path = 'a.ts';
const prompt = 'const systemPrompt = `You are a careful editor. Rewrite the text: ${text}`;\n';
const code = 'export function handler(input: string): string {\n  return input + "label of it";\n}\n'.repeat(
  3_000,
);
const source = `${code}${prompt}${code}`;
const language = languageOfPath(path);

/** Turns that are over at every `every`th question. */
function shortTurns(every: number) {
  const counts = { turns: 0, questions: 0 };
  const turns = () => ({
    isOver: () => ++counts.questions % every === 0,
    next: async () => {
      counts.turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  return { counts, turns };
}

describe('work in turns', () => {
  it('parses a long file in many turns, with the same outcome', async () => {
    assert.ok(language);
    const { counts, turns } = shortTurns(50);
    const parsed = await createSourceParser(grammarLoader, turns).parse(language, source);
    const whole = await createSourceParser(grammarLoader).parse(language, source);
    assert.ok(counts.turns > 20, `${counts.turns}`);
    assert.equal(parsed.tree.rootNode.toString(), whole.tree.rootNode.toString());
    parsed.dispose();
    whole.dispose();
  });

  it('keeps files of one language apart that are parsed at the same time', async () => {
    const parser = createSourceParser(grammarLoader, shortTurns(7).turns);
    const texts = Array.from({ length: 4 }, (_, index) => `${prompt.repeat(index + 1)}${code}`);
    const scans = await Promise.all(texts.map((text) => findPrompts({ path, source: text, parser })));
    assert.deepEqual(
      scans.map(({ prompts }) => prompts.length),
      [1, 2, 3, 4],
    );
  });

  it('follows edits in turns', async () => {
    assert.ok(language);
    const parser = createSourceParser(grammarLoader, shortTurns(3).turns);
    const first = await scanOpenFile({ path, source, parser, language }, null);
    const edited = `// moved\n${source.replace('careful editor', 'careful judge')}`;
    const { result, parsed } = await scanOpenFile({ path, source: edited, parser, language }, first);
    parsed?.dispose();
    const [site] = result.prompts;
    assert.ok(site);
    assert.equal(result.prompts.length, 1);
    assert.equal(site.text, 'You are a careful judge. Rewrite the text: ${text}');
    assert.equal(
      edited.slice(site.span.start, site.span.end),
      prompt.slice(21, -2).replace('editor', 'judge'),
    );
  });
});

describe('an edit in a long file', () => {
  it('makes the scan look at a small part of it', async () => {
    assert.ok(language);
    const parser = createSourceParser(grammarLoader);
    const first = await scanOpenFile({ path, source, parser, language }, null);
    const at = source.indexOf('input + ', 100_000);
    const edited = `${source.slice(0, at)}x${source.slice(at)}`;
    const { parsed, result } = await scanOpenFile({ path, source: edited, parser, language }, first);
    const unit = parsed?.changed;
    assert.ok(unit);
    assert.ok(unit.start <= at && at < unit.end && unit.end - unit.start < 200, JSON.stringify(unit));
    assert.equal(unit.end - unit.oldEnd, 1);
    assert.equal(result.prompts.length, 1);
    parsed.dispose();
  });
});
