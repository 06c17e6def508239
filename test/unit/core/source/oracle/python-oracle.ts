import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What an oracle says of one literal: its text, with null where code is filled in. */
export interface OracleLiteral {
  readonly line: number;
  readonly parts: readonly (string | null)[];
}

const script = fileURLToPath(new URL('python-oracle.py', import.meta.url));

/** Asks Python itself for the literals of each source; null for a source that it rejects. */
export function askPython(sources: readonly string[]): (readonly OracleLiteral[] | null)[] {
  const input = sources.map((source) => JSON.stringify({ source })).join('\n');
  const python = process.env['PROMPTOPS_PYTHON'] ?? 'python3';
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  const answers = stdout.trimEnd().split('\n');
  return answers.map((line) => JSON.parse(line) as readonly OracleLiteral[] | null);
}
