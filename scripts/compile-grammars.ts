import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { compiledGrammars } from './build-grammars.ts';
import { parseOptions } from './support/parse-options.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';
import { SetupError } from './support/setup-error.ts';
import { splitLexers } from './support/split-lexer.ts';

const USAGE = 'node scripts/compile-grammars.ts';

/** It has a hundred megabytes and is needed once in a year: not one of our packages. */
const COMPILER = '@yowasp/clang';
const COMPILER_VERSION = '22.0.0-git20542-10';

interface Folder {
  [name: string]: Folder | Uint8Array | string;
}

interface Compiler {
  readonly commands: {
    readonly clang: (options: readonly string[], files: Folder) => Promise<Folder>;
  };
}

// Compiles the grammars whose own .wasm needs too much memory: see docs/decisions/0005-grammars.md.
await runScript(async () => {
  parseOptions(USAGE, {});
  const { commands } = await loadCompiler();
  for (const { name, symbol, source, to } of compiledGrammars) {
    const files = filesOf(path.join(ROOT, source));
    const parser = splitLexers(readFileSync(path.join(ROOT, source, 'parser.c'), 'utf8'));
    const { 'out.wasm': wasm } = await commands.clang(optionsOf(symbol), {
      src: { ...files, 'parser.c': parser },
    });
    if (!(wasm instanceof Uint8Array)) throw new Error(`${name} was not compiled.`);
    const file = path.join(ROOT, to);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, brotliCompressSync(wasm, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
    console.log(`Wrote ${to}.`);
  }
  return 0;
});

async function loadCompiler(): Promise<Compiler> {
  try {
    return (await import(COMPILER)) as Compiler;
  } catch {
    throw new SetupError(
      `The compiler is missing: run \`npm install --no-save ${COMPILER}@${COMPILER_VERSION}\`.`,
    );
  }
}

function filesOf(folder: string): Folder {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const file = path.join(folder, entry.name);
      return [entry.name, entry.isDirectory() ? filesOf(file) : readFileSync(file, 'utf8')];
    }),
  );
}

/** As tree-sitter builds them: a side module that the runtime links. */
function optionsOf(symbol: string): readonly string[] {
  const linker = [
    `--export=${symbol}`,
    '--allow-undefined',
    '--no-entry',
    '--experimental-pic',
    '--strip-all',
  ];
  return [
    ...['-o', 'out.wasm', '--target=wasm32-wasip1', '-fPIC', '-shared', '-O1', '-fno-exceptions'],
    ...['-fvisibility=hidden', '-nostdlib', ...linker.map((option) => `-Wl,${option}`), '-Isrc'],
    ...['src/parser.c', 'src/scanner.c'],
  ];
}
