import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseCsv } from './parse-csv.ts';

/** A prompt of a collection; `name` is its file, with a number where the file holds several. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
}

const SHORTEST_PROMPT = 20;

/**
 * The prompts below a path: every text file is one; of a CSV file every value of its `prompt` column; of a JSON file
 * every value under `prompt`, `template` or `content`.
 */
export function readPrompts(path: string): Prompt[] {
  if (statSync(path).isDirectory()) {
    return readdirSync(path)
      .sort()
      .flatMap((entry) => readPrompts(join(path, entry)));
  }
  const text = readFileSync(path, 'utf8');
  return splitFile(path, text).filter((prompt) => prompt.text.length >= SHORTEST_PROMPT);
}

function splitFile(path: string, text: string): Prompt[] {
  const number = (texts: readonly string[]): Prompt[] =>
    texts.map((each, index) => ({ name: `${path}#${index + 1}`, text: each }));
  if (extname(path) === '.csv') {
    const [header = [], ...records] = parseCsv(text);
    const column = header.indexOf('prompt');
    return number(records.map((record) => record[column] ?? ''));
  }
  if (extname(path) === '.json') return number(collectTexts(JSON.parse(text)));
  return [{ name: path, text }];
}

function collectTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(collectTexts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && /^(?:prompt|template|content)$/u.test(key) ? [inner] : collectTexts(inner),
  );
}
