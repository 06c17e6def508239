/**
 * Compares the decoding of string literals with the languages' own parsers over whole source trees, and writes edits
 * back that those parsers read again: `node scripts/verify-decoding.ts [--edits N] DIR...`. Python files need `python3`
 * (`PROMPTOPS_PYTHON` names another one). Exit code 1 when anything differs.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPrompts, findSitesAt } from '../src/core/source/find-prompts.ts';
import { languageOfPath } from '../src/core/source/languages.ts';
import type { PromptSite, SourceLiteral } from '../src/core/source/prompt-site.ts';
import { createSourceParser } from '../src/core/source/source-parser.ts';
import { writeBack } from '../src/core/source/write-back.ts';
import { grammarLoader } from '../test/support/grammars.ts';
import {
  firstDifference,
  outermostLiterals,
  partsOf,
  partsOfLiterals,
} from '../test/unit/core/source/oracle/compare-literals.ts';
import { hostileTexts, hostileVariants } from '../test/unit/core/source/oracle/hostile-edits.ts';
import type { OracleLiteral } from '../test/unit/core/source/oracle/python-oracle.ts';
import { askPython } from '../test/unit/core/source/oracle/python-oracle.ts';
import { askTypescript } from '../test/unit/core/source/oracle/typescript-oracle.ts';

/** Shorter literals are no prompts and are not compared. */
const minimumLength = 40;
const batchSize = 200;
const withOracle: ReadonlySet<string> = new Set(['python', 'typescript', 'tsx', 'javascript', 'jsx']);

const parser = createSourceParser(grammarLoader);
const hostile = Object.values(hostileTexts);
const total = { files: 0, rejected: 0, skipped: 0, literals: 0, edits: 0, refused: 0, unchanged: 0 };
const failures: string[] = [];
const refusals = new Map<string, number>();

interface SourceFile {
  readonly path: string;
  readonly source: string;
}

interface Trial extends SourceFile {
  readonly name: string;
  readonly expected: readonly (readonly (string | null)[])[];
}

await main(process.argv.slice(2));

async function main(parameters: string[]): Promise<void> {
  const editsAt = parameters.indexOf('--edits');
  const editsPerFile = editsAt === -1 ? 0 : Number(parameters.splice(editsAt, 2)[1]);
  for (const directory of parameters) {
    const batch: SourceFile[] = [];
    for (const path of sourceFiles(directory)) {
      batch.push({ path, source: readFileSync(path, 'utf8') });
      if (batch.length === batchSize) await verifyBatch(batch.splice(0), editsPerFile);
    }
    await verifyBatch(batch, editsPerFile);
  }
  for (const failure of failures.slice(0, 40)) console.log(failure);
  console.log(
    JSON.stringify({ ...total, failures: failures.length, refusals: Object.fromEntries(refusals) }),
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function* sourceFiles(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules')
      yield* sourceFiles(path);
    if (!entry.isFile() || !withOracle.has(languageOfPath(path)?.id ?? '')) continue;
    if (statSync(path).size < 2_000_000) yield path;
  }
}

async function verifyBatch(batch: readonly SourceFile[], editsPerFile: number): Promise<void> {
  const answers = askOracles(batch);
  const trials: Trial[] = [];
  for (const [index, file] of batch.entries()) {
    total.files++;
    const oracle = answers[index];
    if (oracle === null || oracle === undefined) {
      total.rejected++;
      continue;
    }
    const { literals, skipped } = await findPrompts({ ...file, parser, includeAll: true });
    if (literals === null) {
      total.skipped++;
      console.log(`${file.path}: skipped, ${String(skipped)}`);
      continue;
    }
    const ours = partsOfLiterals(literals);
    total.literals += oracle.filter(({ parts }) => parts.join('').length >= minimumLength).length;
    const difference = firstDifference(ours, oracle, minimumLength);
    if (difference !== null) failures.push(`${file.path}: ${difference.slice(0, 1_200)}`);
    else if (editsPerFile > 0) trials.push(...(await trialsOf(file, literals, editsPerFile)));
  }
  verifyTrials(trials);
}

/** Edits of some long literals of a file: unchanged text must give the same bytes, hostile text must be read back. */
async function trialsOf(
  file: SourceFile,
  literals: readonly SourceLiteral[],
  most: number,
): Promise<Trial[]> {
  const outermost = outermostLiterals(literals);
  const before = outermost.map(partsOf);
  const trials: Trial[] = [];
  const long = outermost
    .map((literal, position) => ({ literal, position }))
    .filter(({ literal }) => literal.value.length >= minimumLength);
  const step = Math.max(1, Math.floor(long.length / most));
  for (let index = 0; index < long.length; index += step) {
    const target = long[index];
    if (target === undefined) break;
    const sites = await findSitesAt({ ...file, parser }, target.literal.span);
    const site = sites.find(
      ({ span }) => span.start === target.literal.span.start && span.end === target.literal.span.end,
    );
    if (site === undefined || site.text !== target.literal.value) continue;
    await checkUnchanged(file, site);
    const trial = await tryHostile(file, site, total.edits);
    if (trial !== null) {
      trials.push({
        ...file,
        name: trial.name,
        source: trial.source,
        expected: before.with(target.position, trial.parts),
      });
    }
  }
  return trials;
}

async function checkUnchanged(file: SourceFile, site: PromptSite): Promise<void> {
  const same = await writeBack({ ...file, site, text: site.text, parser });
  total.unchanged++;
  if (same.kind === 'refused' || same.source !== file.source) {
    failures.push(
      `${file.path}: unchanged text at ${site.span.start} gives ${same.kind === 'refused' ? same.reason : 'another file'}`,
    );
  }
}

async function tryHostile(
  file: SourceFile,
  site: PromptSite,
  turn: number,
): Promise<{ name: string; source: string; parts: (string | null)[] } | null> {
  const variants = hostileVariants(site, hostile[turn % hostile.length] ?? '');
  const value = variants[Math.floor(turn / hostile.length) % variants.length];
  if (value === undefined) return null;
  total.edits++;
  const result = await writeBack({ ...file, site, text: value.text, parser });
  if (result.kind === 'refused') {
    total.refused++;
    const key = `${result.reason} (${site.form})`;
    refusals.set(key, (refusals.get(key) ?? 0) + 1);
    if (process.env['VERBOSE'] !== undefined)
      console.log(
        file.path,
        site.span.start,
        site.form,
        result.reason,
        JSON.stringify(value.text.slice(0, 60)),
      );
    return null;
  }
  const parts = partsOf({ value: value.text, interpolations: value.interpolations });
  return { name: `edit ${turn} at ${site.span.start}`, source: result.source, parts };
}

function verifyTrials(trials: readonly Trial[]): void {
  const answers = askOracles(trials);
  for (const [index, { path, name, expected }] of trials.entries()) {
    const answer = answers[index];
    if (answer === null || answer === undefined) {
      failures.push(`${path}: ${name}: the oracle rejects the result`);
      continue;
    }
    const difference = firstDifference(expected, answer, 1);
    if (difference !== null) failures.push(`${path}: ${name}: ${difference.slice(0, 600)}`);
  }
}

/** The literals by Python for its files, by the TypeScript compiler for the others. */
function askOracles(files: readonly SourceFile[]): (readonly OracleLiteral[] | null)[] {
  const isPython = (path: string): boolean => languageOfPath(path)?.id === 'python';
  const python = files.filter(({ path }) => isPython(path)).map(({ source }) => source);
  const answers = python.length === 0 ? [] : askPython(python);
  let next = 0;
  return files.map(({ path, source }) =>
    isPython(path) ? (answers[next++] ?? null) : askTypescript(source, path),
  );
}
