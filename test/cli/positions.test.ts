import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sarifSchema } from './support/sarif-schema.ts';
import { lintSchema, scanSchema } from './support/document-schemas.ts';
import { buildCli } from './support/built-cli.ts';
import { makeFolder, runCli } from './support/run-cli.ts';

describe('places that lint and scan report', () => {
  const { folder, remove } = makeFolder();
  before(async function () {
    this.timeout(120_000);
    await buildCli();
  });
  after(remove);

  async function lint(name: string, source: string): Promise<readonly (readonly [string, string])[]> {
    writeFileSync(path.join(folder, name), source);
    const { stdout } = await runCli(['lint', name, '--format', 'json'], { folder });
    const [file] = lintSchema.parse(JSON.parse(stdout));
    return (file?.findings ?? []).map((finding) => [finding.ruleId, textAt(source, finding)] as const);
  }

  it('lead back to the words in the source', async () => {
    const findings = await lint(
      'a.py',
      'PROMPT = """You are a translator.\n\nPlease translate the text below to French, in order to help.\n"""\n',
    );
    assert.deepEqual(findings, [
      ['PO001', 'Please'],
      ['PO002', 'in order to'],
    ]);
  });

  it('lead back through escapes, astral characters and a byte order mark', async () => {
    const findings = await lint(
      'b.ts',
      '\ufeff/* 👩‍👩‍👧 */ const prompt = "You are a translator \\u{1F600} 😀.\\nPlease translate the text, in\\x20order to help.";\r\n',
    );
    assert.deepEqual(findings, [
      ['PO001', 'Please'],
      ['PO002', 'in\\x20order to'],
    ]);
  });

  it('lead back through a chain of literals', async () => {
    const findings = await lint(
      'c.py',
      'prompt = ("You are a translator. Please trans"\n    "late the text, in order "\n    "to help the reader.")\n',
    );
    assert.deepEqual(findings, [
      ['PO001', 'Please'],
      ['PO002', 'in order "\n    "to'],
    ]);
  });

  it('are those of the body in a prompt file with front matter', async () => {
    assert.deepEqual(await lint('d.prompt', '---\nmodel: please\n---\nPlease answer in French.\n'), [
      ['PO001', 'Please'],
    ]);
  });

  it('of prompts are UTF-16 offsets of the file', async () => {
    const source =
      '\ufeff# 😀 𝒜\nx = 1\nPROMPT = "You are a helpful assistant. Translate {text} to French. 😀"\n';
    writeFileSync(path.join(folder, 'e.py'), source);
    const { stdout } = await runCli(['scan', 'e.py', '--json', '--all'], { folder });
    const { prompts, literals } = scanSchema.parse(JSON.parse(stdout));
    const [prompt] = prompts;
    assert.ok(prompt);
    const literal = '"You are a helpful assistant. Translate {text} to French. 😀"';
    assert.equal(source.slice(...prompt.offset), literal);
    assert.deepEqual(
      [prompt.line, prompt.column, prompt.endLine, prompt.endColumn],
      [3, 10, 3, 10 + literal.length],
    );
    assert.equal(textAt(source, prompt), literal);
    assert.deepEqual(
      literals?.map(({ offset }) => source.slice(...offset)),
      [literal],
    );
  });

  it('are the same in text, JSON and SARIF', async () => {
    const json = await runCli(['lint', 'examples', '--format', 'json'], { folder });
    const expected = lintSchema
      .parse(JSON.parse(json.stdout))
      .flatMap(({ file, findings }) => findings.map((finding) => ({ file, ...finding })));
    const text = await runCli(['lint', 'examples'], { folder });
    const places = [...text.stdout.matchAll(/^(\S+):(\d+):(\d+) .* (PO\d{3})$/gm)];
    assert.deepEqual(
      places.map(([, file, line, column, rule]) => [file, Number(line), Number(column), rule]),
      expected.map(({ file, line, column, ruleId }) => [file, line, column, ruleId]),
    );
    const sarif = await runCli(['lint', 'examples', '--format', 'sarif'], { folder });
    const [run] = sarifSchema.parse(JSON.parse(sarif.stdout)).runs;
    assert.ok(run);
    assert.deepEqual(
      run.results.map(({ ruleId, locations: [location] }) => {
        const { artifactLocation, region } = location?.physicalLocation ?? assert.fail();
        return [
          ruleId,
          artifactLocation.uri,
          region.startLine,
          region.startColumn,
          region.endLine,
          region.endColumn,
        ];
      }),
      expected.map(({ ruleId, file, line, column, endLine, endColumn }) => {
        return [ruleId, file, line, column, endLine, endColumn];
      }),
    );
    for (const { ruleId, ruleIndex } of run.results)
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  it('lint ends with exit code 1 only when a finding is an error', async () => {
    const clean = await runCli(['lint', '-'], { folder, input: 'Translate {{text}} to French.' });
    assert.equal(clean.code, 0);
    assert.equal((await runCli(['lint', 'examples'], { folder })).code, 0);
    const input = 'Answer like this example:\n```json\n{"name": "Ada"}\n';
    const broken = await runCli(['lint', '-', '--format', 'json'], { folder, input });
    const severities = lintSchema
      .parse(JSON.parse(broken.stdout))[0]
      ?.findings.map(({ severity }) => severity);
    assert.ok(severities?.includes('error'));
    assert.equal(broken.code, 1);
  });

  it('scan leaves files out with a reason, names each file once, and takes what is named at its word', async () => {
    const files = {
      'notes.md': '# Notes\n\nNothing for a model.\n',
      'broken.py': Buffer.from('x = "caf\xe9"', 'latin1'),
      'empty.ts': '',
      'main.c': 'int main(void) { return 0; }\n',
    };
    const { folder: own, remove: removeOwn } = makeFolder();
    try {
      for (const [name, content] of Object.entries(files)) writeFileSync(path.join(own, name), content);
      const { stdout } = await runCli(['scan', '.', 'notes.md', 'main.c', '--json'], { folder: own });
      const { files: count, prompts, skipped } = scanSchema.parse(JSON.parse(stdout));
      assert.equal(count, 4);
      assert.deepEqual(skipped, [
        { file: 'broken.py', reason: 'not-text' },
        { file: 'examples/README.md', reason: 'not-a-prompt-file' },
        { file: 'main.c', reason: 'unsupported-language' },
      ]);
      assert.equal(prompts.filter(({ file }) => file === 'notes.md').length, 1);
    } finally {
      removeOwn();
    }
  });

  it('scan of five hundred files takes seconds', async function () {
    this.timeout(60_000);
    const { folder: own, remove: removeOwn } = makeFolder();
    try {
      const source = `import os\n\n\ndef f(x):\n    return x\n\n`.repeat(60);
      const prompt = 'PROMPT = "You are a translator. Please translate the text to French."\n';
      for (let index = 0; index < 500; index += 1) {
        writeFileSync(path.join(own, `module${index}.py`), source + prompt);
      }
      const start = performance.now();
      const { stdout } = await runCli(['scan', '.', '--json'], { folder: own });
      const seconds = (performance.now() - start) / 1000;
      assert.equal(scanSchema.parse(JSON.parse(stdout)).prompts.length, 504);
      assert.ok(seconds < 20, `${seconds} s`);
    } finally {
      removeOwn();
    }
  });
});

/** The text between two places of a source; lines and columns count from 1, the end is exclusive. */
function textAt(
  source: string,
  place: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  },
): string {
  const lines = source.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return source.slice(offset(place.line, place.column), offset(place.endLine, place.endColumn));
}
