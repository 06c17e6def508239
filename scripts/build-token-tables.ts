import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import cl100kBase from 'js-tiktoken/ranks/cl100k_base';
import o200kBase from 'js-tiktoken/ranks/o200k_base';
import { characterClass, packCharacterClasses } from '../src/core/tokens/character-class.ts';
import { encodeTokenTable } from '../src/core/tokens/token-table.ts';
import type { EncodingName } from '../src/core/model.ts';

const rankTables = { cl100k_base: cl100kBase, o200k_base: o200kBase } as const;

/** The classes in the order in which they are tried; Rust's `\s`, unlike JavaScript's, is `White_Space`. */
const classPatterns: readonly (readonly [RegExp, number])[] = [
  [/[\r\n]/, characterClass.lineEnd],
  [/\p{White_Space}/u, characterClass.space],
  [/\p{Lu}|\p{Lt}/u, characterClass.upper],
  [/\p{Ll}/u, characterClass.lower],
  [/\p{Lm}|\p{Lo}/u, characterClass.caseless],
  [/\p{M}/u, characterClass.mark],
  [/\p{N}/u, characterClass.number],
];

/** The table file of an encoding, out of the rank table that js-tiktoken ships. */
export function buildTokenTable(encoding: EncodingName): Uint8Array {
  const tokens = readRanks(rankTables[encoding].bpe_ranks);
  return encodeTokenTable({
    lengths: Uint8Array.from(tokens, (token) => token.length),
    bytes: Buffer.concat(tokens),
    classRuns: packCharacterClasses(classOf),
  });
}

/** Parses lines of `! first-rank token token …`, tokens in base64, into tokens in the order of their ranks. */
function readRanks(ranks: string): Buffer[] {
  const tokens: Buffer[] = [];
  for (const line of ranks.split('\n').filter((line) => line !== '')) {
    const [, firstRank, ...encoded] = line.split(' ');
    if (Number(firstRank) !== tokens.length) throw new Error(`Rank ${tokens.length} is missing.`);
    for (const token of encoded) tokens.push(Buffer.from(token, 'base64'));
  }
  return tokens;
}

function classOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  return classPatterns.find(([pattern]) => pattern.test(character))?.[1] ?? 0;
}

function main(): void {
  const folder = join(import.meta.dirname, '..', 'dist', 'tokens');
  mkdirSync(folder, { recursive: true });
  for (const encoding of ['cl100k_base', 'o200k_base'] as const) {
    const table = buildTokenTable(encoding);
    writeFileSync(join(folder, `${encoding}.bin`), table);
    console.log(`${encoding}: ${table.length} bytes`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
