import { Command, Option } from 'commander';
import { defaultRunSettings, settingRanges } from '../core/pcv/run-settings.ts';
import type { EncodingName } from '../core/model.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { packageVersion } from './package-version.ts';
import { parseEncoding, parsePositive, parseRanged } from './parse-options.ts';

/** Builds the command line. `finish` receives the exit code of the command that ran. */
export function createProgram(io: CommandIo, finish: (code: ExitCode) => void): Command {
  const program = new Command('promptops')
    .description(
      'Finds, measures and rewrites the prompts in your code, and proves that a rewrite is not worse.',
    )
    .version(packageVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text.replace(/^error: /u, 'promptops: ')),
    });
  addCount(program, io, finish);
  addLint(program, io, finish);
  addScan(program, io, finish);
  addOptimize(program, io, finish);
  addHistory(program, io, finish);
  return program;
}

type AddCommand = (program: Command, io: CommandIo, finish: (code: ExitCode) => void) => void;

const encodingOption = (): Option =>
  new Option('--encoding <name>', 'o200k_base or cl100k_base')
    .argParser(parseEncoding)
    .default(defaultRunSettings.encoding);

const addCount: AddCommand = (program, io, finish) => {
  program
    .command('count')
    .description('count the tokens of a file or of standard input')
    .argument('[file]', 'a text file, or - for standard input', '-')
    .addOption(encodingOption())
    .option('--json', 'print one JSON document', false)
    .action(async (file: string, options: { encoding: EncodingName; json: boolean }) => {
      const { runCount } = await import('./commands/count.ts');
      finish(await runCount(file, options, io));
    });
};

const addLint: AddCommand = (program, io, finish) => {
  program
    .command('lint')
    .description('print the findings of the rules; exit code 1 when one of them is an error')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('--format <name>', 'how to print').choices(['text', 'json', 'sarif']).default('text'),
    )
    .action(async (paths: string[], options: { format: 'text' | 'json' | 'sarif' }) => {
      const { runLint } = await import('./commands/lint.ts');
      finish(await runLint(paths, options, io));
    });
};

const addScan: AddCommand = (program, io, finish) => {
  program
    .command('scan')
    .description('list the prompts of files and folders, with tokens, findings and priority')
    .argument('<path...>', 'files or folders')
    .addOption(encodingOption())
    .option('--all', 'also list every string literal (with --json)', false)
    .option('--json', 'print one JSON document', false)
    .action(async (paths: string[], options: { encoding: EncodingName; all: boolean; json: boolean }) => {
      const { runScan } = await import('./commands/scan.ts');
      finish(await runScan(paths, options, io));
    });
};

interface OptimizeFlags {
  readonly engine: 'rules';
  readonly iterations: number;
  readonly candidates: number;
  readonly lambda: number;
  readonly encoding: EncodingName;
  readonly timeout?: number;
  readonly events: boolean;
  readonly json: boolean;
  readonly diff: boolean;
  readonly write: boolean;
}

const addOptimize: AddCommand = (program, io, finish) => {
  const { iterations, candidates, lambda } = defaultRunSettings;
  program
    .command('optimize')
    .description('rewrite a prompt with Proposer, Critic and Verifier, and report what it gains')
    .argument('<prompt>', 'FILE, FILE:LINE, or - for standard input')
    .addOption(new Option('--engine <name>', 'who rewrites').choices(['rules']).default('rules'))
    .option('--iterations <n>', `most rounds, ${bounds('iterations')}`, parseRanged('iterations'), iterations)
    .option(
      '--candidates <k>',
      `rewrites of a round, ${bounds('candidates')}`,
      parseRanged('candidates'),
      candidates,
    )
    .option('--lambda <x>', 'points given up for a call that is 1 % cheaper', parseRanged('lambda'), lambda)
    .addOption(encodingOption())
    .option('--timeout <seconds>', 'longest time of the run', parsePositive)
    .addOption(
      new Option('--events', 'print one JSON event a line').default(false).conflicts(['json', 'diff']),
    )
    .addOption(new Option('--json', 'print one JSON document').default(false).conflicts('diff'))
    .option('--diff', 'print only the change, as a patch', false)
    .option('--write', 'write the result into the very same literal', false)
    .action(async (prompt: string, flags: OptimizeFlags) => {
      const { runOptimize } = await import('./commands/optimize.ts');
      finish(await runOptimize(prompt, { ...flags, settings: settingsOf(flags) }, io));
    });
};

const addHistory: AddCommand = (program, io, finish) => {
  program
    .command('history')
    .description('list the versions that --write has kept')
    .argument('[prompt]', 'FILE or FILE:LINE; all prompts when left out')
    .option('--json', 'print one JSON document', false)
    .action(async (prompt: string | undefined, options: { json: boolean }) => {
      const { runHistory } = await import('./commands/history.ts');
      finish(await runHistory(prompt, options, io));
    });
};

function settingsOf(flags: OptimizeFlags): typeof defaultRunSettings {
  const { engine, iterations, candidates, lambda, encoding, timeout } = flags;
  const budget = { ...defaultRunSettings.budget, timeMs: timeout === undefined ? null : timeout * 1000 };
  return { ...defaultRunSettings, engine, iterations, candidates, lambda, encoding, budget };
}

function bounds(setting: 'iterations' | 'candidates'): string {
  const { minimum, maximum } = settingRanges[setting];
  return `${minimum} to ${maximum}`;
}
