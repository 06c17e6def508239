/**
 * Writes hostile texts into every case of the fixtures of Go, Java, Rust, Ruby and PHP and lets the language's own tool run
 * the result: what it prints must be the texts. `node scripts/verify-languages.ts [LANGUAGE...]`; needs the tools on PATH.
 * Exit code 1 when anything differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSitesAt } from '../src/core/source/find-prompts.ts';
import type { PromptSite } from '../src/core/source/prompt-site.ts';
import { writeBack } from '../src/core/source/write-back.ts';
import { casesIn } from '../test/unit/core/source/oracle/fixture-cases.ts';
import { hostileTexts } from '../test/unit/core/source/oracle/hostile-edits.ts';
import { parser } from '../test/unit/core/source/support.ts';

interface Toolchain {
  readonly file: string;
  readonly run: (file: string) => string;
}

const output = (command: string, ...parameters: string[]): string =>
  execFileSync(command, parameters, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Prints the strings under `cases` in the order of the file. */
const tomlPrinter = `
import sys, tomllib
def walk(value):
    if isinstance(value, str): print(value.encode().hex())
    elif isinstance(value, dict): [walk(item) for item in value.values()]
    elif isinstance(value, list): [walk(item) for item in value]
walk(tomllib.load(open(sys.argv[1], 'rb'))['cases'])
`;

const toolchains: Readonly<Record<string, Toolchain>> = {
  go: { file: 'go/forms.go', run: (file) => output('go', 'run', file) },
  java: { file: 'java/Forms.java', run: (file) => output('java', file) },
  kotlin: {
    file: 'kotlin/Forms.kt',
    run: (file) => {
      output('kotlinc', '-nowarn', file, '-include-runtime', '-d', `${file}.jar`);
      return output('java', '-cp', `${file}.jar`, 'FormsKt');
    },
  },
  rust: {
    file: 'rust/forms.rs',
    run: (file) => {
      output('rustc', '-A', 'warnings', file, '-o', `${file}.out`);
      return output(`${file}.out`);
    },
  },
  toml: { file: 'toml/forms.toml', run: (file) => output('python3', '-c', tomlPrinter, file) },
  ruby: { file: 'ruby/forms.rb', run: (file) => output('ruby', file) },
  php: { file: 'php/forms.php', run: (file) => output('php', file) },
};

const fixtures = new URL('../test/fixtures/source/', import.meta.url);
/** What no source in these languages can say: half of a surrogate pair. */
const texts = Object.entries(hostileTexts).map(
  ([name, text]) => [name, text.replace(/\ud83d(?= )|(?<= )\udc00/g, '?')] as const,
);

await main(process.argv.slice(2));

async function main(chosen: readonly string[]): Promise<void> {
  let failures = 0;
  for (const [name, toolchain] of Object.entries(toolchains)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const tally = { edits: 0, refused: 0, wrong: 0 };
    for (let turn = 0; turn < texts.length; turn++) await runTurn(toolchain, turn, tally);
    console.log(name, JSON.stringify(tally));
    failures += tally.wrong;
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

interface Tally {
  edits: number;
  refused: number;
  wrong: number;
}

/** Writes another text into every case of the fixture, runs it, and compares what it prints. */
async function runTurn({ file, run }: Toolchain, turn: number, tally: Tally): Promise<void> {
  const path = file.slice(file.indexOf('/') + 1);
  let source = readFileSync(new URL(file, fixtures), 'utf8');
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
  const printed = execute(path, source, run);
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

function execute(path: string, source: string, run: (file: string) => string): readonly string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'literals-')), path);
  writeFileSync(file, source);
  try {
    return run(file)
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => Buffer.from(line, 'hex').toString('utf8'));
  } catch (error) {
    console.log(`${file}: ${String(error).slice(0, 600)}`);
    return [];
  }
}
