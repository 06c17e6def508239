import { checkContract, isIntact } from '../../core/contract/check-contract.ts';
import { extractContract, type Contract } from '../../core/contract/contract.ts';
import type { Finding, PromptText } from '../../core/model.ts';
import { rewrittenPrompt } from '../../core/pcv/rewritten-prompt.ts';
import { applyFixes, type FixedFinding } from '../../core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../../core/rules/find-findings.ts';
import { applyEdits } from '../../core/text-edits.ts';

/** A prompt as the rules have read it. */
export interface AnalyzedPrompt {
  readonly prompt: PromptText;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
}

/** The text with one finding mended; null when that would break the contract or change nothing. */
export function planFix({ prompt, contract }: AnalyzedPrompt, finding: FixedFinding): string | null {
  const text = applyEdits(prompt.text, finding.fix.edits);
  return text !== prompt.text && isIntact(checkContract(contract, text)) ? text : null;
}

/** The text after all safe fixes, and how many findings of the prompt they mend. */
export interface SafeFixes {
  readonly text: string;
  readonly count: number;
}

/** Passes in which a fix may make room for another one, as in a run. */
const MOST_PASSES = 6;

/** Applies every fix that keeps the meaning; null when there is none. A fix that would break the contract is left out. */
export function planSafeFixes(analyzed: AnalyzedPrompt, disabled: readonly string[]): SafeFixes | null {
  const { prompt: original, contract } = analyzed;
  let { prompt, findings } = analyzed;
  let count = 0;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const fixed = applySafely(prompt, findings, contract);
    if (fixed === null) break;
    count += fixed.count;
    prompt = rewrittenPrompt(original, fixed.text);
    findings = findFindings(createRuleContext(prompt, extractContract(prompt)), { disabled });
  }
  return count === 0 ? null : { text: prompt.text, count };
}

/** One pass: all safe fixes together, or those that hold the contract on their own, added one by one. */
function applySafely(prompt: PromptText, findings: readonly Finding[], contract: Contract): SafeFixes | null {
  const context = createRuleContext(prompt);
  const apply = (some: readonly Finding[]) => applyFixes(context, some, { maxRisk: 'safe' });
  const keeps = (text: string): boolean => isIntact(checkContract(contract, text));
  const together = apply(findings);
  if (together.text === prompt.text) return null;
  if (keeps(together.text)) return { text: together.text, count: together.applied.length };
  const accepted = together.applied.reduce<readonly Finding[]>(
    (kept, finding) => (keeps(apply([...kept, finding]).text) ? [...kept, finding] : kept),
    [],
  );
  const { text, applied } = apply(accepted);
  return text === prompt.text ? null : { text, count: applied.length };
}
