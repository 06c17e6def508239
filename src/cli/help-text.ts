import type { Command, Option } from 'commander';
import { hasColor, type CommandIo, type TerminalStream } from './io.ts';

/** Help wider than this is hard to read. */
const mostColumns = 100;
const defaultColumns = 80;

/** Headings of the options of a command. */
export const optionGroups = {
  run: 'The run:',
  model: 'Who rewrites:',
  evidence: 'Evidence:',
  target: 'Who answers:',
  output: 'Output:',
  other: 'Other:',
} as const;

/** Gives a command and those below it one way to print help and errors. */
export function configureHelp(program: Command, io: CommandIo): void {
  program
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => helpWidth(io.stdout),
      getErrHelpWidth: () => helpWidth(io.stderr),
      getOutHasColors: () => hasColor(io.stdout, io),
      getErrHasColors: () => hasColor(io.stderr, io),
    })
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${argumentsOf(command)}`.trim(),
      optionDescription: describeOption,
      argumentDescription: ({ description }) => description,
      styleTitle: (title) => `\u001b[1m${title}\u001b[22m`,
    });
}

/** Says on one line what is wrong with a call of `command` and where its help is. */
export function reportUsage(command: Command): void {
  const help = command.parent === null ? 'promptops --help' : `promptops ${command.name()} --help`;
  command.configureOutput({
    outputError: (text, write) => {
      const problem = text
        .replace(/^error: /u, '')
        .trim()
        .replace(/\s+/gu, ' ');
      write(`promptops: ${problem.replace(/[.?)]?$/u, closeSentence)} Run \`${help}\` for the usage.\n`);
    },
  });
}

/** Text below the help of a command: examples with what they do. */
export function examples(rows: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...rows.map(([command]) => command.length));
  return ['', 'Examples:', ...rows.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`)].join(
    '\n',
  );
}

function closeSentence(end: string): string {
  return end === '.' || end === '?' ? end : `${end}.`;
}

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    })
    .join(' ');
}

/** A switch that is off needs no default. */
function describeOption({ description, defaultValue }: Option): string {
  const isSwitch = defaultValue === undefined || typeof defaultValue === 'boolean';
  return isSwitch ? description : `${description} (default ${String(defaultValue)})`;
}

function helpWidth({ isTTY, columns }: TerminalStream): number {
  return isTTY === true ? Math.min(columns ?? defaultColumns, mostColumns) : defaultColumns;
}
