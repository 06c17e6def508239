import assert from 'node:assert/strict';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildCli } from './support/built-cli.ts';
import { makeFolder, runCli, type CliOutcome } from './support/run-cli.ts';

interface BadCall {
  readonly args: readonly string[];
  /** What the one line on stderr must say. */
  readonly says: RegExp;
}

const agent = 'examples/support_agent.py';

const badCalls: readonly BadCall[] = [
  { args: ['optimize', 'missing.py'], says: /missing\.py does not exist\. Check the path\./ },
  { args: ['optimize', 'missing.py:5'], says: /missing\.py does not exist/ },
  { args: ['optimize', `${agent}/5`], says: /does not exist/ },
  { args: ['optimize', ''], says: /name of the file is empty/ },
  { args: ['optimize', 'binary.py'], says: /binary\.py is binary.*Name a text file in UTF-8\./ },
  { args: ['optimize', 'latin1.txt'], says: /latin1\.txt is not in UTF-8/ },
  { args: ['optimize', 'utf16.txt'], says: /utf16\.txt is in UTF-16/ },
  { args: ['optimize', 'empty.py'], says: /empty\.py is empty/ },
  { args: ['optimize', 'white.txt'], says: /white\.txt holds nothing but white space/ },
  { args: ['optimize', 'mark.txt'], says: /mark\.txt holds nothing but white space/ },
  { args: ['optimize', 'large.txt'], says: /large\.txt is larger than 20 MB/ },
  { args: ['optimize', 'circle.py'], says: /circle\.py cannot be read: ELOOP/ },
  { args: ['optimize', 'examples'], says: /examples is a folder\. .*promptops scan/ },
  { args: ['optimize', agent], says: /holds 2 prompts\. Name one of them: .*:5, .*:39\./ },
  { args: ['optimize', `${agent}:1`], says: /Line 1 of .* holds no prompt\. Name one of them: / },
  { args: ['optimize', `${agent}:0`], says: /has no line 0\. Lines count from 1\./ },
  { args: ['optimize', `${agent}:999`], says: /has no line 999; it ends at line 46/ },
  { args: ['optimize', 'we:ird.py:3'], says: /we:ird\.py has no line 3; it ends at line 2/ },
  { args: ['optimize', 'plain.py'], says: /plain\.py holds no prompt\. Put a comment `promptops: prompt`/ },
  { args: ['optimize', 'main.c'], says: /main\.c is in a language in which no prompts are found/ },
  { args: ['optimize', 'main.c:1'], says: /main\.c is in a language in which no prompts are found/ },
  { args: ['optimize', 'NOTES:1'], says: /NOTES is one prompt as a whole; it has none at line 1/ },
  {
    args: ['optimize', 'two.ts:1'],
    says: /two\.ts:1 holds 2 prompts\. Name one of them: two\.ts:1:36, two\.ts:1:105\./,
  },
  { args: ['optimize', '-', '--write'], says: /--write has no file to write to/ },
  { args: ['optimize', '-'], says: /Standard input is empty/ },
  { args: ['optimize'], says: /missing required argument 'prompt'.*promptops optimize --help/ },
  { args: ['optimize', agent, '--nonsense'], says: /unknown option '--nonsense'/ },
  { args: ['optimize', agent, '--jsn'], says: /unknown option '--jsn' \(Did you mean --json\?\)/ },
  { args: ['optimize', agent, '--lambda', '-0.1'], says: /'-0\.1' is invalid\. It must be a number from 0/ },
  { args: ['optimize', agent, '--lambda', 'NaN'], says: /'NaN' is invalid/ },
  { args: ['optimize', agent, '--lambda', '1e999'], says: /'1e999' is invalid/ },
  { args: ['optimize', agent, '--iterations', '2'], says: /whole number from 3 to 10/ },
  { args: ['optimize', agent, '--iterations', '11'], says: /whole number from 3 to 10/ },
  { args: ['optimize', agent, '--iterations', '3.5'], says: /whole number from 3 to 10/ },
  { args: ['optimize', agent, '--iterations', 'abc'], says: /whole number from 3 to 10/ },
  { args: ['optimize', agent, '--iterations', ''], says: /whole number from 3 to 10/ },
  { args: ['optimize', agent, '--candidates', '0'], says: /whole number from 1 to 8/ },
  { args: ['optimize', agent, '--timeout', '0'], says: /number above 0/ },
  { args: ['optimize', agent, '--encoding', 'gpt'], says: /It must be o200k_base or cl100k_base\./ },
  { args: ['optimize', agent, '--engine', 'magic'], says: /'magic' is invalid/ },
  { args: ['optimize', agent, '--json', '--diff'], says: /'--json' cannot be used with option '--diff'/ },
  { args: ['optimize', agent, '--json', '--events'], says: /'--events' cannot be used with option '--json'/ },
  { args: ['count', 'a', 'b'], says: /too many arguments/ },
  { args: ['count', '--encoding', 'nonsense'], says: /It must be o200k_base or cl100k_base\./ },
  { args: ['count', '/dev/zero'], says: /\/dev\/zero is larger than 20 MB/ },
  { args: ['count', 'escape\u001b[31m.txt'], says: /escape\ufffd\[31m\.txt does not exist/ },
  { args: ['lint'], says: /missing required argument 'path'/ },
  { args: ['lint', 'missing'], says: /missing does not exist/ },
  { args: ['lint', 'binary.py'], says: /binary\.py is binary/ },
  { args: ['lint', '.', '--format', 'xml'], says: /Allowed choices are text, json, sarif/ },
  { args: ['scan', 'examples', 'missing'], says: /missing does not exist/ },
  { args: ['scan', 'empty.py'], says: /empty\.py is empty/ },
  { args: ['history', '--show', 'nothing'], says: /no version nothing/ },
  { args: ['optimise'], says: /unknown command 'optimise' \(Did you mean optimize\?\)/ },
  { args: ['help', 'nothing'], says: /unknown command 'nothing'/ },
  { args: ['--nonsense'], says: /unknown option '--nonsense'/ },
];

/** Calls at a time: enough to hide the start of a process, few enough for two cores. */
const atATime = 4;

describe('bad input on the command line', () => {
  const { folder, remove } = makeFolder();
  const outcomes: CliOutcome[] = [];
  let untouched: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(180_000);
    makeBadFiles(folder);
    untouched = contentsOf(folder);
    await buildCli();
    const waiting = badCalls.map(({ args }, index) => ({ args, index }));
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        outcomes[next.index] = await runCli(next.args, { folder });
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
  });
  after(remove);

  for (const [index, { args, says }] of badCalls.entries()) {
    it(`is one line and exit code 2: promptops ${JSON.stringify(args)}`, () => {
      const outcome = outcomes[index];
      assert.ok(outcome);
      assert.deepEqual({ ...outcome, stderr: '' }, { code: 2, stdout: '', stderr: '' });
      assert.match(outcome.stderr, /^promptops: [^\n]+\n$/);
      assert.match(outcome.stderr, says);
      assert.doesNotMatch(outcome.stderr, /\u001b|unexpected error/);
    });
  }

  it('leaves every file as it was', () => {
    assert.deepEqual(contentsOf(folder), untouched);
  });

  it('prints the help and exit code 2 when there is no command', async () => {
    const { code, stdout, stderr } = await runCli([], { folder });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Usage: promptops <command>/);
  });
});

function makeBadFiles(folder: string): void {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'binary.py': 'x = "a\0b"\n',
    'latin1.txt': Buffer.from('Réponds en français.', 'latin1'),
    'utf16.txt': Buffer.from('\ufeffAnswer in French.', 'utf16le'),
    'empty.py': '',
    'white.txt': ' \t\r\n\n',
    'mark.txt': '\ufeff',
    'plain.py': 'x = 1\n',
    'we:ird.py': 'prompt = "You are a helpful assistant. Answer in one sentence."\n',
    'main.c': 'int main(void) { return 0; }\n',
    NOTES: 'Answer in French.\n',
    'two.ts': `const prompts = { translatePrompt: 'You are a translator. Translate the text to French.', reviewPrompt: 'You are a reviewer. Check the text for errors.' };\n`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  writeFileSync(path.join(folder, 'large.txt'), Buffer.alloc(20 * 1024 * 1024 + 1, 'a'));
  symlinkSync('circle.py', path.join(folder, 'circle.py'));
}

/** Every file below a folder with what it holds; links are not followed. */
function contentsOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(names.sort().map((name) => [name, readFileSync(name, 'latin1')]));
}
