import assert from 'node:assert/strict';
import { get_encoding, type Tiktoken } from 'tiktoken';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import { decodeTokenTable } from '../../../../src/core/tokens/token-table.ts';
import { createTokenCounter } from '../../../../src/core/tokens/token-counter.ts';
import { slowness } from '../../../support/cpu-time.ts';
import { loadTestCounter, loadTestTable } from '../../../support/token-counter.ts';
import { randomStrings, seededRandom, tokenCorpus } from '../../../support/token-corpus.ts';

for (const encoding of ['cl100k_base', 'o200k_base'] as const) {
  describe(`token counter of ${encoding}`, () => {
    const counter = loadTestCounter(encoding);
    let oracle: Tiktoken;
    before(() => {
      oracle = get_encoding(encoding);
    });
    after(() => oracle.free());

    const countOfOracle = (text: string): number => oracle.encode(text, [], []).length;
    const mismatches = (texts: readonly string[]): object[] =>
      texts
        .map((text) => ({
          text: text.slice(0, 200),
          ours: counter.count(text),
          reference: countOfOracle(text),
        }))
        .filter(({ ours, reference }) => ours !== reference);

    it('counts like the reference on at least 1,000 varied texts', () => {
      const corpus = tokenCorpus();
      assert.ok(corpus.length >= 1000, `${corpus.length} texts`);
      assert.deepEqual(mismatches(corpus), []);
    });

    it('counts like the reference on 10,000 random strings', () => {
      assert.deepEqual(mismatches(randomStrings(10_000)), []);
    });

    it('takes every character for what the reference takes it for', () => {
      assert.deepEqual(mismatches(charactersAtClassBorders(encoding).map(probeOfClass)), []);
    });

    it('counts the text of special tokens as plain text', () => {
      assert.equal(counter.count('<|endoftext|>'), 7);
    });

    it('counts lone surrogates as U+FFFD', () => {
      assert.equal(counter.count('a\ud800b\udc00'), counter.count('a\ufffdb\ufffd'));
      assert.equal(counter.count('\udc00\ud800'), counter.count('\ufffd\ufffd'));
    });

    it('cuts where the reference cuts', () => {
      for (const text of [...randomStrings(500, 3), 'The   quick\n\nbrown 狐狸 👩🏽‍💻 jumps!', '']) {
        assert.deepEqual(counter.pieces(text), piecesOfOracle(oracle, text), JSON.stringify(text));
      }
    });

    it('gives long pieces as many spans as tokens', () => {
      for (const text of ['a'.repeat(999), '\u00e9'.repeat(999), '😀'.repeat(500), ' '.repeat(999)]) {
        assert.deepEqual(counter.pieces(text), piecesOfOracle(oracle, text));
        assert.equal(counter.count(text), counter.pieces(text).length);
      }
    });

    it('counts 100,000 characters of anything in under 150 ms', () => {
      for (const [name, text] of hostileTexts(100_000)) {
        const spentMs = processorMs(() => counter.count(text));
        assert.ok(spentMs < 150, `${name} took ${spentMs} ms`);
      }
    });

    it('refuses a table that is cut short or belongs to the other encoding', () => {
      const table = loadTestTable(encoding);
      const other = encoding === 'o200k_base' ? 'cl100k_base' : 'o200k_base';
      const isMissingResource = (error: unknown): boolean =>
        isPromptOpsError(error) && error.reason === 'missing-resource';
      assert.throws(() => createTokenCounter(encoding, table.subarray(0, -1)), isMissingResource);
      assert.throws(() => createTokenCounter(encoding, new Uint8Array(0)), isMissingResource);
      assert.throws(() => createTokenCounter(other, table), isMissingResource);
    });

    it('reads a table at any offset of a larger buffer', () => {
      const table = loadTestTable(encoding);
      const shifted = new Uint8Array(table.length + 3);
      shifted.set(table, 3);
      assert.equal(createTokenCounter(encoding, shifted.subarray(3)).count('Hello, world!'), 4);
    });
  });
}

/** The first and last character of every run of one class, and every 97th character. */
function charactersAtClassBorders(encoding: 'cl100k_base' | 'o200k_base'): string[] {
  const borders = [...decodeTokenTable(encoding, loadTestTable(encoding)).classRuns].map((run) => run >>> 8);
  const codePoints = new Set(borders.flatMap((border) => [Math.max(0, border - 1), border, border + 1]));
  for (let codePoint = 0; codePoint < 0x34000; codePoint += 97) codePoints.add(codePoint);
  return [...codePoints].map((codePoint) => String.fromCodePoint(codePoint));
}

/** A text whose count tells letters, marks, numbers, symbols and blanks apart. */
function probeOfClass(character: string): string {
  return `${character}'s ${character}'string ${character}\n \n!${character}\n\n/a${character}'S  ${character}'ll`;
}

function piecesOfOracle(oracle: Tiktoken, text: string): { start: number; end: number }[] {
  const characterEnds: number[] = [0];
  for (const character of text) {
    const end = (characterEnds.at(-1) ?? 0) + character.length;
    characterEnds.push(...Array<number>(Buffer.byteLength(character)).fill(end));
  }
  let byteEnd = 0;
  let end = 0;
  return [...oracle.encode(text, [], [])].map((token) => {
    const start = end;
    byteEnd += oracle.decode_single_token_bytes(token).length;
    end = characterEnds[byteEnd] ?? text.length;
    return { start, end };
  });
}

function hostileTexts(length: number): [name: string, text: string][] {
  const random = seededRandom(4);
  const repeated = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const drawn = (first: number, last: number): string =>
    Array.from({ length }, () => String.fromCharCode(first + Math.floor(random() * (last - first + 1)))).join(
      '',
    );
  const units = [
    'a',
    'A',
    ' ',
    '\n',
    '\r\n',
    ' \n',
    '\t',
    '!',
    '/',
    '\n/',
    "'",
    "a'",
    '0',
    '中',
    'é',
    '\u0301',
  ];
  const moreUnits = [
    '\u0301A',
    '\ud800',
    '😀',
    '👨‍👩‍👧',
    '\u0000',
    '-=',
    'aA',
    '\u00a0',
    '<|endoftext|>',
    '\ufeff',
  ];
  return [
    ...[...units, ...moreUnits].map((unit): [string, string] => [JSON.stringify(unit), repeated(unit)]),
    ['random small letters', drawn(0x61, 0x7a)],
    ['random capitals', drawn(0x41, 0x5a)],
    ['random Han', drawn(0x4e00, 0x9fff)],
    ['random Hangul', drawn(0xac00, 0xd7a3)],
    ['random Arabic', drawn(0x620, 0x64a)],
    ['random units', drawn(0, 0xffff)],
  ];
}

/** Time of this thread alone, in milliseconds, at the usual speed of the machine. A slow run gets a second try. */
function processorMs(work: () => void): number {
  const measure = (): number => {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
  const first = measure();
  return first < 150 ? first : Math.min(first, measure()) / slowness();
}
