import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** How a language's own tool prints the cases of a fixture. */
export interface Toolchain {
  /** Commands that must be on PATH. */
  readonly commands: readonly string[];
  /** The fixture, below test/fixtures/source. */
  readonly file: string;
  /** Runs a copy of the fixture; gives what it prints: the bytes of each case in hexadecimal, one a line. */
  readonly run: (file: string) => string;
}

const output = (command: string, ...parameters: string[]): string =>
  execFileSync(command, parameters, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Prints the strings under `cases` in the order of the file, by `json` or `tomllib` of Python. */
const pythonPrinter = (parser: string): string => `
import sys, ${parser} as parser
def walk(value):
    if isinstance(value, str): print(value.encode().hex())
    elif isinstance(value, dict): [walk(item) for item in value.values()]
    elif isinstance(value, list): [walk(item) for item in value]
walk(parser.load(open(sys.argv[1], 'rb'))['cases'])
`;
/** The same for YAML, by Ruby. */
const rubyPrinter = `
require 'yaml'
def walk(value)
  case value
  when String then puts value.unpack1('H*')
  when Hash then value.each_value { |item| walk(item) }
  when Array then value.each { |item| walk(item) }
  end
end
walk(YAML.load_file(ARGV[0], aliases: true)['cases'])
`;

/** The tools, by the name of their language. */
export const toolchains: Readonly<Record<string, Toolchain>> = {
  go: { commands: ['go'], file: 'go/forms.go', run: (file) => output('go', 'run', file) },
  java: { commands: ['java'], file: 'java/Forms.java', run: (file) => output('java', file) },
  kotlin: {
    commands: ['kotlinc', 'java'],
    file: 'kotlin/Forms.kt',
    run: (file) => {
      output('kotlinc', '-nowarn', file, '-include-runtime', '-d', `${file}.jar`);
      return output('java', '-cp', `${file}.jar`, 'FormsKt');
    },
  },
  rust: {
    commands: ['rustc'],
    file: 'rust/forms.rs',
    run: (file) => {
      output('rustc', '-A', 'warnings', file, '-o', `${file}.out`);
      return output(`${file}.out`);
    },
  },
  toml: {
    commands: ['python3'],
    file: 'toml/forms.toml',
    run: (file) => output('python3', '-c', pythonPrinter('tomllib'), file),
  },
  json: {
    commands: ['python3'],
    file: 'json/forms.json',
    run: (file) => output('python3', '-c', pythonPrinter('json'), file),
  },
  yaml: {
    commands: ['ruby'],
    file: 'yaml/forms.yaml',
    run: (file) => output('ruby', '-e', rubyPrinter, file),
  },
  ruby: { commands: ['ruby'], file: 'ruby/forms.rb', run: (file) => output('ruby', file) },
  php: { commands: ['php'], file: 'php/forms.php', run: (file) => output('php', file) },
};

/** Whether all commands of a tool are there. */
export function isInstalled({ commands }: Toolchain): boolean {
  return commands.every((command) => spawnSync('which', [command]).status === 0);
}

/** Runs a source in place of a fixture, in a folder of its own. */
export function runFixture({ file, run }: Toolchain, source: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'literals-')), basename(file));
  writeFileSync(copy, source);
  return run(copy);
}
