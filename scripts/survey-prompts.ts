/**
 * Runs all rules over folders of prompts and prints how often each one finds something.
 *
 *   node scripts/survey-prompts.ts DIR… [--show PO001] [--sample 12] [--find-only] [--json]
 *
 * Every text file is a prompt; of a CSV file every value of its `prompt` column is one; of a JSON file every value
 * under `prompt`, `template` or `content`.
 */
import { parseArgs } from 'node:util';
import { checkContract, isIntact } from '../src/core/contract/check-contract.ts';
import { applyFixes } from '../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../src/core/rules/find-findings.ts';
import { rules } from '../src/core/rules/rule-table.ts';
import type { Finding, Risk } from '../src/core/model.ts';
import type { RuleContext } from '../src/core/rules/rule.ts';
import { readPrompts, type Prompt } from './support/read-prompts.ts';

interface Hit {
  readonly prompt: Prompt;
  readonly finding: Finding;
}

const MOST_PASSES = 6;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string', default: '12' },
    'find-only': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

if (positionals.length === 0) {
  console.error('Name at least one folder of prompts: node scripts/survey-prompts.ts DIR…');
  process.exitCode = 2;
} else {
  survey(positionals.flatMap((path) => readPrompts(path)));
}

function survey(prompts: readonly Prompt[]): void {
  const hits: Hit[] = [];
  const started = performance.now();
  for (const prompt of prompts) {
    const context = createRuleContext({ text: prompt.text, interpolations: [] });
    hits.push(...findFindings(context).map((finding) => ({ prompt, finding })));
  }
  const milliseconds = performance.now() - started;
  const characters = prompts.reduce((sum, { text }) => sum + text.length, 0);
  const rows = countByRule(hits, prompts.length);
  const risks: readonly Risk[] = options['find-only'] ? [] : ['safe', 'moderate', 'bold'];
  const rewriting = risks.map((risk) => rewriteAll(prompts, risk));
  if (options.json) {
    console.log(JSON.stringify({ prompts: prompts.length, characters, milliseconds, rows, rewriting }));
    return;
  }
  console.log(
    `${prompts.length} prompts, ${characters} characters, all rules in ${milliseconds.toFixed(0)} ms ` +
      `(${(characters / milliseconds / 1000).toFixed(1)} million characters per second)\n`,
  );
  printTable(rows);
  for (const { risk, changed, share, intact, characters: saved } of rewriting) {
    console.log(
      `${risk}: ${changed} prompts changed (${percent(share)}), contract intact in ${intact} of them, ${saved} characters less`,
    );
  }
  for (const id of options.show) showSample(hits, id);
}

function countByRule(
  hits: readonly Hit[],
  total: number,
): { rule: string; hits: number; fixable: number; prompts: number; share: number }[] {
  return rules.map(({ id, name }) => {
    const own = hits.filter(({ finding }) => finding.ruleId === id);
    const found = new Set(own.map(({ prompt }) => prompt)).size;
    const fixable = own.filter(({ finding }) => finding.fix !== null).length;
    return { rule: `${id} ${name}`, hits: own.length, fixable, prompts: found, share: found / total };
  });
}

function printTable(rows: ReturnType<typeof countByRule>): void {
  console.log(
    `${'rule'.padEnd(40)}${'hits'.padStart(8)}${'fixable'.padStart(9)}${'prompts'.padStart(9)}   share`,
  );
  for (const { rule, hits, fixable, prompts, share } of rows) {
    const numbers = String(hits).padStart(8) + String(fixable).padStart(9) + String(prompts).padStart(9);
    console.log(rule.padEnd(40) + numbers + percent(share).padStart(8));
  }
  console.log('');
}

/** Applies all fixes up to a risk to each prompt, until nothing is left to fix. */
function rewriteAll(
  prompts: readonly Prompt[],
  risk: Risk,
): { risk: Risk; changed: number; share: number; intact: number; characters: number } {
  let changed = 0;
  let intact = 0;
  let characters = 0;
  for (const { name, text } of prompts) {
    const original = createRuleContext({ text, interpolations: [] });
    const rewritten = rewrite(original, risk);
    if (rewritten === text) continue;
    changed++;
    characters += text.length - rewritten.length;
    const checks = checkContract(original.contract, rewritten);
    if (isIntact(checks)) intact++;
    else
      console.error(
        name,
        checks.filter(({ status }) => status === 'failed'),
      );
  }
  return { risk, changed, share: changed / prompts.length, intact, characters };
}

function rewrite(original: RuleContext, maxRisk: Risk): string {
  let context = original;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const { text, applied } = applyFixes(context, findFindings(context), { maxRisk });
    if (applied.length === 0) break;
    context = createRuleContext({ text, interpolations: [] });
  }
  return context.text;
}

/** Prints evenly spread findings of one rule with the text around them and what the fix makes of it. */
function showSample(hits: readonly Hit[], id: string): void {
  const own = hits.filter(({ finding }) => finding.ruleId === id);
  const wanted = Number(options.sample);
  const step = Math.max(1, Math.floor(own.length / wanted));
  console.log(`\n=== ${id}: ${own.length} findings`);
  for (const { prompt, finding } of own.filter((_, index) => index % step === 0).slice(0, wanted)) {
    const edits = finding.fix?.edits ?? [];
    const start = Math.max(0, Math.min(finding.span.start, edits[0]?.span.start ?? Infinity) - 60);
    const end =
      Math.max(Math.min(finding.span.end, finding.span.start + 300), edits.at(-1)?.span.end ?? 0) + 80;
    const before = prompt.text.slice(start, end);
    console.log(`--- ${prompt.name}: ${finding.message}\n  - ${JSON.stringify(before)}`);
    if (finding.fix === null) continue;
    let after = '';
    let position = start;
    for (const { span, replacement } of edits) {
      after += prompt.text.slice(position, span.start) + replacement;
      position = span.end;
    }
    console.log(`  + ${JSON.stringify(after + prompt.text.slice(position, end))}`);
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
