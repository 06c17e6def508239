import { extractContract, type Contract } from '../../contract/contract.ts';
import type { Finding, PromptText } from '../../model.ts';
import { createRuleContext, findFindings } from '../../rules/find-findings.ts';
import type { RuleContext } from '../../rules/rule.ts';

/** What the rules see in one text. */
export interface Analysis {
  readonly contract: Contract;
  readonly context: RuleContext;
  readonly findings: readonly Finding[];
}

/** Reads a text with the rules; a text that was read before costs nothing. */
export type Analyst = (prompt: PromptText) => Analysis;

/** Texts that are remembered. A run meets the same few again and again: as parent, as rewrite, as candidate. */
const mostTexts = 32;

/** An analyst for one run: all its texts have the interpolations of one original. */
export function createAnalyst(): Analyst {
  const known = new Map<string, Analysis>();
  return (prompt) => {
    const analysis = known.get(prompt.text) ?? analyze(prompt);
    // Deleting first makes the map a list by last use, the oldest first.
    known.delete(prompt.text);
    known.set(prompt.text, analysis);
    const oldest = known.keys().next();
    if (known.size > mostTexts && oldest.done !== true) known.delete(oldest.value);
    return analysis;
  };
}

function analyze(prompt: PromptText): Analysis {
  const contract = extractContract(prompt);
  const context = createRuleContext(prompt, contract);
  return { contract, context, findings: findFindings(context) };
}
