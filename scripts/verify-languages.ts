/**
 * Writes hostile texts into every case of the fixtures of the languages and lets the language's own tool run the result:
 * what it prints must be the texts. `node scripts/verify-languages.ts [--record] [LANGUAGE...]`; languages whose tool is not
 * installed are left out, said so. `--record` instead writes down what the tools print for the fixtures as they are, with
 * line feeds and with CRLF: the tests compare with that and need no tool. Exit code 1 when anything differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findSitesAt } from '../src/core/source/find-prompts.ts';
import type { PromptSite } from '../src/core/source/prompt-site.ts';
import { writeBack } from '../src/core/source/write-back.ts';
import { casesIn } from '../test/unit/core/source/oracle/fixture-cases.ts';
import { hostileTexts } from '../test/unit/core/source/oracle/hostile-edits.ts';
import { parser } from '../test/unit/core/source/support.ts';
import { isInstalled, runFixture, toolchains, type Toolchain } from './support/toolchains.ts';

const fixtures = new URL('../test/fixtures/source/', import.meta.url);
/** What no source in these languages can say: half of a surrogate pair. */
const texts = Object.entries(hostileTexts).map(
  ([name, text]) => [name, text.replace(/\ud83d(?= )|(?<= )\udc00/g, '?')] as const,
);

const { values: options, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { record: { type: 'boolean', default: false } },
});
await main();

async function main(): Promise<void> {
  let failures = 0;
  for (const [name, toolchain] of Object.entries(toolchains)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    if (!isInstalled(toolchain)) console.log(name, `skipped: ${toolchain.commands.join(', ')} not installed`);
    else if (options.record) record(toolchain);
    else failures += await verify(name, toolchain);
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

function record(toolchain: Toolchain): void {
  const source = readFileSync(new URL(toolchain.file, fixtures), 'utf8');
  const folder = new URL(toolchain.file.replace(/[^/]+$/, ''), fixtures);
  const printed = runFixture(toolchain, source);
  const ofWindows = runFixture(toolchain, source.replace(/\n/g, '\r\n'));
  writeFileSync(new URL('forms.hex', folder), printed);
  if (ofWindows !== printed) writeFileSync(new URL('forms.crlf.hex', folder), ofWindows);
}

async function verify(name: string, toolchain: Toolchain): Promise<number> {
  let wrong = 0;
  for (const lineBreak of ['\n', '\r\n'] as const) {
    const tally = { edits: 0, refused: 0, wrong: 0 };
    for (let turn = 0; turn < texts.length; turn++) await runTurn(toolchain, turn, tally, lineBreak);
    console.log(name, lineBreak === '\n' ? 'LF' : 'CRLF', JSON.stringify(tally));
    wrong += tally.wrong;
  }
  return wrong;
}

interface Tally {
  edits: number;
  refused: number;
  wrong: number;
}

/** Writes another text into every case of the fixture, runs it, and compares what it prints. */
async function runTurn(toolchain: Toolchain, turn: number, tally: Tally, lineBreak: string): Promise<void> {
  const { file } = toolchain;
  const path = file.slice(file.indexOf('/') + 1);
  let source = readFileSync(new URL(file, fixtures), 'utf8').replace(/\n/g, lineBreak);
  const count = (await casesIn(path, source)).length;
  const expected: string[] = [];
  for (let index = 0; index < count; index++) {
    const literal = (await casesIn(path, source))[index];
    if (literal === undefined) throw new TypeError(`Case ${index} of ${file} is gone.`);
    const text = editedText(literal, turn + index);
    const result = await write(path, source, literal, text);
    tally.edits++;
    if (result === null) {
      tally.refused++;
      if (process.env['VERBOSE'] !== undefined)
        console.log('refused', file, index, JSON.stringify(text.slice(0, 80)), literal.form);
    }
    expected.push(result === null ? literal.text : text);
    source = result ?? source;
  }
  const printed = printedBy(toolchain, source);
  for (const [index, text] of expected.entries()) {
    if (printed[index] === text) continue;
    tally.wrong++;
    console.log(
      file,
      turn,
      index,
      JSON.stringify(text.slice(0, 200)),
      JSON.stringify(printed[index]?.slice(0, 200)),
    );
  }
}

function editedText(site: PromptSite, turn: number): string {
  const [, hostile = ''] = texts[turn % texts.length] ?? [];
  const { text: before, form, interpolations } = site;
  const at = interpolations[0]?.end ?? Math.floor(before.length / 2);
  // Code that is filled in must stay.
  const isKept = Math.floor(turn / texts.length) % 2 === 0 && turn % 3 !== 0;
  const isInserted = interpolations.length > 0 || isKept;
  const text = isInserted ? before.slice(0, at) + hostile + before.slice(at) : hostile;
  // A heredoc of Ruby always ends with a line break.
  return form === 'heredoc' && before.endsWith('\n') && !text.endsWith('\n') ? `${text}\n` : text;
}

async function write(
  path: string,
  source: string,
  { span }: PromptSite,
  text: string,
): Promise<string | null> {
  const sites = await findSitesAt({ path, source, parser }, span);
  const site = sites.find(
    (candidate) => candidate.span.start === span.start && candidate.span.end === span.end,
  );
  if (site === undefined) return null;
  const result = await writeBack({ path, source, site, text, parser });
  return result.kind === 'written' ? result.source : null;
}

function printedBy(toolchain: Toolchain, source: string): readonly string[] {
  try {
    return runFixture(toolchain, source)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((line) => Buffer.from(line, 'hex').toString('utf8'));
  } catch (error) {
    console.log(`${toolchain.file}: ${String(error).slice(0, 1600)}`);
    return [];
  }
}
