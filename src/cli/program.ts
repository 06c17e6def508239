import { Command, Option } from 'commander';
import { defaultRunSettings, settingRanges } from '../core/pcv/run-settings.ts';
import type { EncodingName, ExplanationSource, Schedule } from '../core/model.ts';
import type { CompareOptions } from './commands/compare.ts';
import type { DraftOptions } from './commands/draft.ts';
import type { HistoryOptions } from './commands/history.ts';
import type { LintOptions } from './commands/lint.ts';
import type { ScanOptions } from './commands/scan.ts';
import type { TestOptions } from './commands/test.ts';
import { configureHelp, examples, optionGroups, reportUsage } from './help-text.ts';
import { exitCodes, type CommandIo, type ExitCode } from './io.ts';
import { packageVersion } from './package-version.ts';
import { parseDraftCount, parseEncoding, parsePositive, parseRanged, parseShare } from './parse-options.ts';
import { addModelOptions, addTargetOptions, budgetOf, type ModelFlags } from './model-options.ts';

/** Builds the command line. `finish` receives the exit code of the command that ran. */
export function createProgram(io: CommandIo, finish: (code: ExitCode) => void): Command {
  const program = new Command('promptops')
    .description(
      'Finds the prompts in your code, measures them, rewrites them with a Proposer-Critic-Verifier loop, and proves that a rewrite is not worse.',
    )
    .usage('<command> [options]')
    .version(packageVersion, '-V, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', programNotes);
  configureHelp(program, io);
  reportUsage(program);
  for (const add of [addScan, addLint, addCount, addOptimize, addTest, addCompare, addHistory, addHelp]) {
    reportUsage(add(program, io, finish));
  }
  return program;
}

const programNotes = `${examples([
  ['promptops scan src', 'list the prompts by priority'],
  ['promptops lint src', 'say what is weak in them'],
  ['promptops optimize src/agent.py:12', 'show a better version of one'],
  ['promptops optimize src/agent.py:12 --write', 'and put it into the file'],
])}

Exit codes:
  0    done
  1    findings that are errors, a regression, or a failed test
  2    bad usage or bad input
  3    the model provider failed
  130  cancelled`;

type AddCommand = (program: Command, io: CommandIo, finish: (code: ExitCode) => void) => Command;

const encodingOption = (): Option =>
  new Option('--encoding <name>', 'how to count tokens: o200k_base or cl100k_base')
    .argParser(parseEncoding)
    .default(defaultRunSettings.encoding);

const jsonOption = (): Option => new Option('--json', 'print one JSON document').default(false);

const thresholdOption = (): Option =>
  new Option(
    '--threshold <x>',
    'how sure it must be that a text is a prompt, 0 to 1 (default: the setting, or 0.5)',
  ).argParser(parseShare);

const addScan: AddCommand = (program, io, finish) =>
  program
    .command('scan')
    .description('List the prompts of files and folders, with tokens, findings and priority')
    .argument('<path...>', 'files or folders')
    .addOption(encodingOption())
    .addOption(jsonOption())
    .option('--all', 'with --json: list every string literal as well', false)
    .addOption(thresholdOption())
    .addHelpText(
      'after',
      examples([
        ['promptops scan .', 'prompts below this folder'],
        ['promptops scan src --json', 'the same as a document'],
      ]),
    )
    .action(async (paths: string[], options: ScanOptions) => {
      const { runScan } = await import('./engine-commands.ts');
      finish(await runScan(paths, options, io));
    });

const addLint: AddCommand = (program, io, finish) =>
  program
    .command('lint')
    .description('Print what the rules find; exit code 1 when a finding is an error')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('--format <name>', 'text, json or sarif').choices(['text', 'json', 'sarif']).default('text'),
    )
    .addOption(thresholdOption())
    .addHelpText(
      'after',
      examples([
        ['promptops lint src', 'a line for each finding'],
        ['promptops lint . --format sarif > promptops.sarif', 'for code hosts'],
      ]),
    )
    .action(async (paths: string[], options: LintOptions) => {
      const { runLint } = await import('./engine-commands.ts');
      finish(await runLint(paths, options, io));
    });

const addCount: AddCommand = (program, io, finish) =>
  program
    .command('count')
    .description('Count the tokens of a file, of the prompt at a line, or of standard input')
    .argument('[file]', 'FILE, FILE:LINE, or - for standard input', '-')
    .addOption(encodingOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples([
        ['promptops count prompt.txt', 'the whole file'],
        ['promptops count src/agent.py:12', 'the prompt at line 12 alone'],
        ['pbpaste | promptops count', 'standard input'],
      ]),
    )
    .action(async (file: string, options: { encoding: EncodingName; json: boolean }) => {
      const { runCount } = await import('./commands/count.ts');
      finish(await runCount(file, options, io));
    });

interface OptimizeFlags extends ModelFlags {
  readonly iterations: number;
  readonly candidates: number;
  readonly lambda: number;
  readonly encoding: EncodingName;
  readonly timeout?: number;
  readonly tests?: string;
  readonly ground?: readonly string[];
  readonly schedule: Schedule;
  readonly explain: ExplanationSource;
  readonly alpha: number;
  readonly margin: number;
  readonly repeats: number;
  readonly headroom: boolean;
  readonly events: boolean;
  readonly json: boolean;
  readonly diff: boolean;
  readonly write: boolean;
}

const addOptimize: AddCommand = (program, io, finish) => {
  const command = program
    .command('optimize')
    .description('Rewrite a prompt and report what that gains; the file changes only with --write')
    .argument('<prompt>', 'FILE, FILE:LINE, or - for standard input');
  addRunOptions(command.optionsGroup(optionGroups.run));
  addModelOptions(command.optionsGroup(optionGroups.model));
  addEvidenceOptions(command.optionsGroup(optionGroups.evidence));
  return command
    .optionsGroup(optionGroups.output)
    .addOption(
      new Option('--events', 'print one JSON event a line').default(false).conflicts(['json', 'diff']),
    )
    .addOption(jsonOption().conflicts('diff'))
    .option('--diff', 'print only the change, as a patch for `git apply`', false)
    .option('--write', 'put the result into the very same literal of the file', false)
    .optionsGroup(optionGroups.other)
    .addHelpText(
      'after',
      examples([
        ['promptops optimize src/agent.py:12', 'the prompt at line 12'],
        ['promptops optimize src/agent.py:12 --diff', 'the change as a patch'],
        ['promptops optimize src/agent.py:12 --write', 'change the file'],
        ['promptops optimize - < prompt.txt --json', 'as one document'],
        ['promptops optimize a.txt --engine openai --model NAME', 'ask a model'],
      ]),
    )
    .action(async (prompt: string, flags: OptimizeFlags) => {
      const { runOptimize } = await import('./engine-commands.ts');
      finish(await runOptimize(prompt, { ...flags, settings: settingsOf(flags) }, io));
    });
};

/** What a rewrite has to show before it counts as better, for runs that call a model. */
function addEvidenceOptions(command: Command): void {
  const { alpha, margin, repeats, schedule, explain } = defaultRunSettings;
  command
    .option('--tests <file>', 'try rewrites on the cases of a promptfoo configuration')
    .option('--ground <file...>', 'documents that the models may draw on: Markdown, text, JSON, YAML')
    .option('--alpha <x>', 'how often equal prompts may be called different', parseRanged('alpha'), alpha)
    .option('--margin <points>', 'what a cheaper rewrite may lose', parseRanged('margin'), margin)
    .option('--repeats <n>', 'outputs of each prompt for each case', parseRanged('repeats'), repeats)
    .option('--headroom', 'look first whether the cases leave anything to gain (the default)', true)
    .option('--no-headroom', 'do not look first')
    .addOption(
      new Option('--schedule <name>', 'whether rounds wait for judgements')
        .choices(['sequential', 'overlapped'])
        .default(schedule),
    )
    .addOption(
      new Option('--explain <source>', 'who says why a part was changed')
        .choices(['off', 'operators', 'model'])
        .default(explain),
    );
}

function addRunOptions(command: Command): void {
  const { iterations, candidates, lambda } = defaultRunSettings;
  command
    .option('--iterations <n>', `most rounds, ${bounds('iterations')}`, parseRanged('iterations'), iterations)
    .option(
      '--candidates <k>',
      `rewrites in a round, ${bounds('candidates')}`,
      parseRanged('candidates'),
      candidates,
    )
    .option(
      '--lambda <x>',
      'quality points to give up for a call that is 1 % cheaper',
      parseRanged('lambda'),
      lambda,
    )
    .addOption(encodingOption())
    .option('--timeout <seconds>', 'longest time of the run', parsePositive);
}

const addTest: AddCommand = (program, io, finish) => {
  const command = program
    .command('test')
    .description('Run the tests of a configuration on its prompts; exit code 1 when one fails')
    .argument('<config>', 'a file like promptfooconfig.yaml; with --draft a prompt: FILE, FILE:LINE, or -')
    .addOption(
      new Option('--draft <n>', 'have the model draft up to n test cases for a prompt')
        .argParser(parseDraftCount)
        .conflicts(['json', 'junit', 'repeats']),
    )
    .option('--out <file>', 'write the drafted cases into a new file instead of standard output');
  addTargetOptions(command.optionsGroup(optionGroups.target));
  return command
    .optionsGroup(optionGroups.output)
    .addOption(jsonOption())
    .option('--junit <file>', 'write the results as JUnit XML as well')
    .optionsGroup(optionGroups.other)
    .addHelpText(
      'after',
      examples([
        ['promptops test promptfooconfig.yaml --model NAME', 'every test once'],
        ['promptops test tests.yaml --model NAME --repeats 3', 'three times'],
        ['promptops test --draft 20 prompt.txt --model NAME --out tests.yaml', 'draft cases'],
      ]),
    )
    .action(async (config: string, options: TestOptions & Partial<DraftOptions>) => {
      const { draft, out } = options;
      const { runDraft, runTest } = await import('./engine-commands.ts');
      if (draft === undefined && out !== undefined)
        command.error("error: option '--out <file>' goes with '--draft <n>'");
      finish(
        draft === undefined
          ? await runTest(config, options, io)
          : await runDraft(config, { ...options, draft }, io),
      );
    });
};

const addCompare: AddCommand = (program, io, finish) => {
  const command = program
    .command('compare')
    .description('Compare two prompts by rules, and with --tests by what a model does with them')
    .argument('<a>', 'the prompt before: FILE, FILE:LINE, or - for standard input')
    .argument('<b>', 'the prompt after')
    .addOption(encodingOption())
    .option('--tests <file>', 'a test configuration whose tests both prompts are run on');
  addTargetOptions(command.optionsGroup(optionGroups.target));
  return command
    .optionsGroup(optionGroups.output)
    .addOption(jsonOption())
    .optionsGroup(optionGroups.other)
    .addHelpText(
      'after',
      examples([
        ['promptops compare old.txt new.txt', 'offline, by rules'],
        ['promptops compare a.txt b.txt --tests tests.yaml --model NAME', 'on cases'],
      ]),
    )
    .action(async (a: string, b: string, options: CompareOptions) => {
      const { runCompare } = await import('./engine-commands.ts');
      finish(await runCompare([a, b], options, io));
    });
};

const addHistory: AddCommand = (program, io, finish) =>
  program
    .command('history')
    .description('List the versions of prompts that `optimize --write` has kept for this folder')
    .argument('[prompt]', 'FILE or FILE:LINE; all prompts when left out')
    .addOption(jsonOption().conflicts('show'))
    .option('--show <version>', 'print the text of one version and nothing else')
    .addOption(new Option('--export <file>', 'write a .json, .md or .html file').conflicts(['json', 'show']))
    .addOption(
      new Option('--import <file>', 'add a .json file that was exported').conflicts([
        'json',
        'show',
        'export',
      ]),
    )
    .addHelpText(
      'after',
      examples([
        ['promptops history', 'all prompts of this folder'],
        ['promptops history src/agent.py:12 --json', 'one prompt with its texts'],
        ['promptops history --show <version> > old.txt', 'the text of one version'],
        ['promptops history --export report.html', 'a report for browsers'],
        ['promptops history --import team.json', 'add what others exported'],
      ]),
    )
    .action(async (prompt: string | undefined, options: HistoryOptions) => {
      const { runHistory } = await import('./commands/history.ts');
      finish(await runHistory(prompt, options, io));
    });

const addHelp: AddCommand = (program, _io, finish) =>
  program
    .command('help')
    .description('Print the help of a command')
    .argument('[command]', 'its name')
    .action((name: string | undefined) => {
      const found =
        name === undefined ? program : program.commands.find((command) => command.name() === name);
      if (found === undefined) return program.error(`error: unknown command '${String(name)}'`);
      found.outputHelp();
      finish(exitCodes.done);
    });

function settingsOf(flags: OptimizeFlags): typeof defaultRunSettings {
  const { engine, iterations, candidates, lambda, encoding } = flags;
  const { schedule, explain, alpha, margin, repeats, headroom } = flags;
  return {
    ...defaultRunSettings,
    schedule,
    explain,
    alpha,
    margin,
    repeats,
    headroomGate: headroom,
    engine,
    iterations,
    candidates,
    lambda,
    encoding,
    budget: budgetOf(flags),
  };
}

function bounds(setting: 'iterations' | 'candidates'): string {
  const { minimum, maximum } = settingRanges[setting];
  return `${minimum} to ${maximum}`;
}
