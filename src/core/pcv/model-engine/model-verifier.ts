import { isIntact } from '../../contract/check-contract.ts';
import type { Trial, Verifier } from '../modules.ts';
import { checkJudgeAddress } from '../judges/check-judge-address.ts';
import type { CheckCopies } from './check-copies.ts';
import { checkEcho } from './check-echo.ts';

/**
 * The Verifier of the model engine: what the rules' Verifier demands, and that a candidate holds none of our own
 * instructions, does not speak to its judges and copies nothing. Models judge in its `trial`.
 */
export function createModelVerifier(
  rules: Verifier,
  trial?: Trial,
  checkCopies: CheckCopies = () => [],
): Verifier {
  return {
    ...(trial === undefined ? {} : { trial }),
    verifyQuality: rules.verifyQuality,
    verifyStatically: async (original, candidate, signal) => {
      const texts = [original.prompt.text, candidate.text] as const;
      const own = [...checkEcho(...texts), checkJudgeAddress(...texts), ...checkCopies(...texts)];
      if (!isIntact(own)) {
        const detail = own.find(({ status }) => status === 'failed')?.detail ?? '';
        return { kind: 'rejected', rejection: 'echo', detail, checks: own };
      }
      const result = await rules.verifyStatically(original, candidate, signal);
      return { ...result, checks: [...result.checks, ...own] };
    },
  };
}
