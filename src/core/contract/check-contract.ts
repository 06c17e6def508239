import type { Check } from '../model.ts';
import { checkFrozen } from './check-frozen.ts';
import { checkOutput } from './check-output.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkTemplate } from './check-template.ts';
import { extractContract, type Contract } from './contract.ts';
import { locateInterpolations } from './interpolations.ts';

/**
 * Checks a candidate against the contract of the original. Every promise is a check of its own with a name; details
 * quote what is missing or new. Nothing is repaired.
 *
 * What may be said less often: quoted literals, inline code, slots, numbers and addresses are sets, because a sentence
 * that is said twice may be said once. Placeholders, tags and all larger frozen spans are multisets: each occurrence
 * is filled or read on its own.
 */
export function checkContract(contract: Contract, candidate: string): readonly Check[] {
  const before = baselineOf(contract);
  const interpolations = locateInterpolations(contract, candidate);
  const after = extractContract({ text: candidate, interpolations });
  return [
    checkText(before, after),
    ...checkPlaceholders(before, after),
    checkTemplate(before, after),
    ...checkFrozen(before, after),
    ...checkOutput(before, after),
  ];
}

/** True when no check has failed. A check that could not be made (`unknown`) does not break a contract. */
export function isIntact(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'failed');
}

const baselines = new WeakMap<Contract, Contract>();

/** The original read in the way a candidate is read, so that equal texts always have equal contracts. */
function baselineOf(contract: Contract): Contract {
  const known = baselines.get(contract);
  if (known !== undefined) return known;
  const interpolations = locateInterpolations(contract, contract.text);
  const baseline =
    contract.interpolations.length === 0
      ? contract
      : extractContract({ text: contract.text, interpolations });
  baselines.set(contract, baseline);
  return baseline;
}

function checkText(before: Contract, after: Contract): Check {
  const isLost = before.text.trim() !== '' && after.text.trim() === '';
  return {
    id: 'text-kept',
    status: isLost ? 'failed' : 'passed',
    detail: isLost ? 'Nothing is left of the prompt.' : '',
  };
}
