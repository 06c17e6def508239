/** Writes docs/rules.md from the rules themselves; `--check` only says whether the file is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderRuleDocs } from './support/render-rule-docs.ts';

const file = new URL('../docs/rules.md', import.meta.url);
const wanted = renderRuleDocs();

if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('docs/rules.md is out of date: run node scripts/build-rule-docs.ts.');
  process.exitCode = 1;
}
