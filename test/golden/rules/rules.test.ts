import { readFileSync, readdirSync } from 'node:fs';
import type { Risk } from '../../../src/core/model.ts';
import { applyFixes } from '../../../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../../../src/core/rules/find-findings.ts';
import { assertGolden } from '../../support/golden.ts';

const folder = new URL('./', import.meta.url);
const MOST_PASSES = 10;

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });

function rewrite(text: string, maxRisk: Risk): string {
  let current = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const context = contextOf(current);
    const { text: next, applied } = applyFixes(context, findFindings(context), { maxRisk });
    if (applied.length === 0) break;
    current = next;
  }
  return current;
}

function describePrompt(text: string): string {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const findings = findFindings(contextOf(text)).map(
    ({ ruleId, severity, span, message, fix }) =>
      `${lineOf(span.start)} ${ruleId} ${severity}${fix === null ? '' : ` (${fix.risk})`}: ${message}`,
  );
  const rewritten = (['safe', 'moderate', 'bold'] as const).map(
    (risk) => `==== ${risk} ====\n${rewrite(text, risk)}`,
  );
  return [...findings, ...rewritten].join('\n');
}

describe('whole prompts', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.prompt.txt'))) {
    it(`are judged and rewritten as in the golden file: ${file}`, () => {
      const golden = new URL(file.replace('.prompt.txt', '.golden.txt'), folder);
      assertGolden(golden, describePrompt(readFileSync(new URL(file, folder), 'utf8')));
    });
  }
});
