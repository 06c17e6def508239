import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../cli/support/built-cli.ts';
import { makeFolder, runCli } from '../../cli/support/run-cli.ts';
import { assertGolden } from '../../support/golden.ts';

interface Session {
  /** The golden file. */
  readonly name: string;
  readonly calls: readonly (readonly string[])[];
  readonly environment?: Readonly<Record<string, string>>;
}

const agent = 'examples/support_agent.py';
const commands = ['scan', 'lint', 'count', 'optimize', 'history', 'help'];

const sessions: readonly Session[] = [
  { name: 'help', calls: [['--help'], ...commands.map((command) => [command, '--help'])] },
  { name: 'optimize-python', calls: [['optimize', `${agent}:5`]] },
  { name: 'optimize-typescript', calls: [['optimize', 'examples/summarize.ts']] },
  { name: 'optimize-prompt-file', calls: [['optimize', 'examples/prompts/classify.prompt']] },
  { name: 'optimize-kept', calls: [['optimize', 'tidy.prompt']] },
  { name: 'optimize-diff', calls: [['optimize', `${agent}:5`, '--diff']] },
  { name: 'optimize-colors', calls: [['optimize', `${agent}:39`]], environment: { FORCE_COLOR: '1' } },
  {
    name: 'lint',
    calls: [
      ['lint', 'examples'],
      ['lint', 'tidy.prompt'],
    ],
  },
  {
    name: 'scan',
    calls: [
      ['scan', 'examples'],
      ['scan', 'empty'],
    ],
  },
  {
    name: 'history',
    calls: [
      ['history'],
      ['optimize', `${agent}:5`, '--write'],
      ['optimize', 'examples/prompts/classify.prompt', '--write'],
      ['history'],
      ['history', `${agent}:5`],
      ['history', 'missing.py'],
    ],
  },
];

describe('what the command line prints', () => {
  before(async function () {
    this.timeout(120_000);
    await buildCli();
  });

  for (const { name, calls, environment } of sessions) {
    it(`is as agreed on: ${name}`, async function () {
      this.timeout(60_000);
      const { folder, remove } = makeFolder();
      try {
        writeFileSync(
          path.join(folder, 'tidy.prompt'),
          'Translate the text to French.\n\n<text>\n{text}\n</text>\n',
        );
        mkdirSync(path.join(folder, 'empty'));
        let transcript = '';
        for (const args of calls) {
          const { stdout, stderr } = await runCli(args, { folder, environment: environment ?? {} });
          transcript += `$ promptops ${args.join(' ')}\n${stdout}${stderr}\n`;
        }
        assertGolden(path.join(import.meta.dirname, `${name}.golden.txt`), normalized(transcript));
      } finally {
        remove();
      }
    });
  }
});

/** Times and identifiers differ from run to run; their widths do not. */
function normalized(transcript: string): string {
  return transcript
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/g, '2026-01-01 12:00')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-0000-0000-000000000000')
    .replace(/(Time {18})\d+ ms {2,}|(Time {18})\d+\.\d s {2,}/g, '$1$2… ms             ');
}
