import { globSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { grammarFiles } from '../build-grammars.ts';
import { fromRoot } from './bundles.ts';
import { isUpToDate } from './is-up-to-date.ts';

const compress = promisify(brotliCompress);

const ENCODINGS = ['cl100k_base', 'o200k_base'] as const;

/** Writes `dist/tokens/*.bin.br`, unless nothing changed that they are made of. */
export async function buildTokenTables(): Promise<void> {
  const outputs = ENCODINGS.map((encoding) => fromRoot(`dist/tokens/${encoding}.bin.br`));
  const inputs = [
    ...globSync('src/core/tokens/*.ts').map(fromRoot),
    fromRoot('scripts/build-token-tables.ts'),
    fromRoot('node_modules/js-tiktoken/package.json'),
  ];
  if (isUpToDate(outputs, inputs)) return;
  // The rank tables take half a second to load: only when they are needed.
  const { buildTokenTable } = await import('../build-token-tables.ts');
  for (const encoding of ENCODINGS) {
    const packed = await pack(buildTokenTable(encoding));
    await writeWhole(fromRoot(`dist/tokens/${encoding}.bin.br`), packed);
  }
}

/** Writes a file so that nobody ever reads half of it. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** Packs the grammars and the runtime that loads them as `dist/grammars/*.wasm.br`, those that are not packed yet. */
export async function packGrammars(): Promise<void> {
  await Promise.all(
    grammarFiles.map(({ from, to }) => packGrammar(fromRoot(from), fromRoot(`dist/${to}.br`))),
  );
}

async function packGrammar(from: string, to: string): Promise<void> {
  if (isUpToDate([to], [from])) return;
  const content = await readFile(from);
  await writeWhole(to, from.endsWith('.br') ? content : await pack(content));
}

function pack(content: Uint8Array): Promise<Uint8Array> {
  return compress(content, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
}
