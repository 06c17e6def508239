import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Compares a text with its golden file. `RESET_RESULTS=1` writes the files anew: read the difference before you commit
 * it.
 */
export function assertGolden(file: string | URL, actual: string): void {
  if (process.env['RESET_RESULTS'] === '1') writeFileSync(file, actual);
  assert.ok(existsSync(file), 'Write the golden file with RESET_RESULTS=1.');
  assert.equal(actual, readFileSync(file, 'utf8'));
}
