import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodingName } from '../../src/core/model.ts';
import type { TokenCounter } from '../../src/core/ports.ts';
import { createTokenCounter } from '../../src/core/tokens/token-counter.ts';
import { buildTokenTable } from '../../scripts/build-token-tables.ts';

const root = join(import.meta.dirname, '..', '..');
const cacheFolder = join(root, 'out-test', 'tokens');
/** What a table is made of: a cached table older than one of these is built again. */
const ingredients = [
  'scripts/build-token-tables.ts',
  'src/core/tokens/character-class.ts',
  'src/core/tokens/token-table.ts',
  'node_modules/js-tiktoken/package.json',
];
const counters = new Map<EncodingName, TokenCounter>();

/** A counter for tests, one for each encoding in a process. The first run builds the table and keeps it in out-test/. */
export function loadTestCounter(encoding: EncodingName): TokenCounter {
  let counter = counters.get(encoding);
  if (counter === undefined) {
    counter = createTokenCounter(encoding, loadTestTable(encoding));
    counters.set(encoding, counter);
  }
  return counter;
}

/** The table file of an encoding, from out-test/ or built anew. */
export function loadTestTable(encoding: EncodingName): Uint8Array {
  const file = join(cacheFolder, `${encoding}.bin`);
  if (existsSync(file) && statSync(file).mtimeMs > newestIngredient()) return readFileSync(file);
  const table = buildTokenTable(encoding);
  mkdirSync(cacheFolder, { recursive: true });
  // Test processes may run side by side: the file appears complete or not at all.
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, table);
  renameSync(partial, file);
  return table;
}

function newestIngredient(): number {
  return Math.max(...ingredients.map((path) => statSync(join(root, path)).mtimeMs));
}
