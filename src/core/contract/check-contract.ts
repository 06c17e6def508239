import type { Check, Placeholder } from '../model.ts';
import { extractContract, type Contract } from './contract.ts';
import type { FrozenKind } from './frozen-spans.ts';

/** Checks a candidate against the contract of the original. Every check is named; nothing is repaired. */
export function checkContract(contract: Contract, candidate: string): readonly Check[] {
  const rewritten = extractContract({ text: candidate, interpolations: [] });
  return [placeholdersKept(contract.placeholders, rewritten.placeholders), frozenKept(contract, candidate)];
}

/** True when no check has failed. */
export function isIntact(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'failed');
}

function placeholdersKept(before: readonly Placeholder[], after: readonly Placeholder[]): Check {
  const rest = after.map(({ text }) => text);
  const missing = before.filter(({ text }) => {
    const index = rest.indexOf(text);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  return {
    id: 'placeholders-kept',
    status: missing.length === 0 ? 'passed' : 'failed',
    detail: missing.map(({ text }) => text).join(', '),
  };
}

const kinds: ReadonlySet<FrozenKind> = new Set(['marked', 'fenced-code', 'json']);

function frozenKept(contract: Contract, candidate: string): Check {
  const missing = contract.frozen.filter(({ kind, text }) => kinds.has(kind) && !candidate.includes(text));
  return {
    id: 'frozen-kept',
    status: missing.length === 0 ? 'passed' : 'failed',
    detail: missing.map((f) => f.text).join(', '),
  };
}
