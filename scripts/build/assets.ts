import { globSync } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { grammarFiles } from '../build-grammars.ts';
import { fromRoot } from './bundles.ts';
import { isUpToDate } from './is-up-to-date.ts';

const ENCODINGS = ['cl100k_base', 'o200k_base'] as const;

/** Writes `dist/tokens/*.bin`, unless nothing changed that they are made of. */
export async function buildTokenTables(): Promise<void> {
  const outputs = ENCODINGS.map((encoding) => fromRoot(`dist/tokens/${encoding}.bin`));
  const inputs = [
    ...globSync('src/core/tokens/*.ts').map(fromRoot),
    fromRoot('scripts/build-token-tables.ts'),
    fromRoot('node_modules/js-tiktoken/package.json'),
  ];
  if (isUpToDate(outputs, inputs)) return;
  // The rank tables take half a second to load: only when they are needed.
  const { buildTokenTable } = await import('../build-token-tables.ts');
  for (const encoding of ENCODINGS) {
    await writeWhole(fromRoot(`dist/tokens/${encoding}.bin`), buildTokenTable(encoding));
  }
}

/** Writes a file so that nobody ever reads half of it. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** Copies the grammars and the runtime that loads them. */
export async function copyGrammars(): Promise<void> {
  await mkdir(fromRoot('dist/grammars'), { recursive: true });
  await Promise.all(
    grammarFiles.map(({ from, to }) => copyFile(fromRoot(from), fromRoot(path.join('dist', to)))),
  );
}
