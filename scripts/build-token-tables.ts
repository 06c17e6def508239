import cl100kBase from 'js-tiktoken/ranks/cl100k_base';
import o200kBase from 'js-tiktoken/ranks/o200k_base';
import { characterClass, packCharacterClasses } from '../src/core/tokens/character-class.ts';
import { encodeTokenTable } from '../src/core/tokens/token-table.ts';
import type { EncodingName } from '../src/core/model.ts';

const rankTables = { cl100k_base: cl100kBase, o200k_base: o200kBase } as const;

/** Unicode versions out of which the classes come the same: what the second one added is left out below. */
const knownUnicodeVersions = /^1[67]\./;

/**
 * Letters, marks and numbers that Unicode 17 added. The reference (tiktoken 1.0.22) is at Unicode 16 and takes them
 * for symbols; so does every host of PromptOps, whatever Unicode its own regular expressions know.
 */
const addedByUnicode17: readonly (readonly [first: number, last: number])[] = [
  [0x088f, 0x088f],
  [0x0c5c, 0x0c5c],
  [0x0cdc, 0x0cdc],
  [0x1acf, 0x1add],
  [0x1ae0, 0x1aeb],
  [0xa7ce, 0xa7cf],
  [0xa7d2, 0xa7d2],
  [0xa7d4, 0xa7d4],
  [0xa7f1, 0xa7f1],
  [0x10940, 0x10959],
  [0x10ec5, 0x10ec7],
  [0x10efa, 0x10efb],
  [0x11b60, 0x11b67],
  [0x11db0, 0x11ddb],
  [0x11de0, 0x11de9],
  [0x16ea0, 0x16eb8],
  [0x16ebb, 0x16ed3],
  [0x16ff2, 0x16ff6],
  [0x187f8, 0x187ff],
  [0x18d09, 0x18d1e],
  [0x18d80, 0x18df2],
  [0x1e6c0, 0x1e6de],
  [0x1e6e0, 0x1e6f5],
  [0x1e6fe, 0x1e6ff],
  [0x2b73a, 0x2b73f],
  [0x2cea2, 0x2cead],
  [0x323b0, 0x33479],
];

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

/**
 * The table file of an encoding, out of the rank table that js-tiktoken ships.
 * @throws Error on a Node.js whose Unicode would yield other classes of characters.
 */
export function buildTokenTable(encoding: EncodingName): Uint8Array {
  const unicodeVersion = process.versions['unicode'] ?? '';
  if (!knownUnicodeVersions.test(unicodeVersion)) {
    throw new Error(`Token tables need Unicode 16 or 17, not ${unicodeVersion}. Use the Node.js of npm ci.`);
  }
  const tokens = readRanks(rankTables[encoding].bpe_ranks);
  return encodeTokenTable({
    encoding,
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
  if (addedByUnicode17.some(([first, last]) => first <= codePoint && codePoint <= last)) return 0;
  const character = String.fromCodePoint(codePoint);
  return classPatterns.find(([pattern]) => pattern.test(character))?.[1] ?? 0;
}
