import { checkContract, isIntact } from '../../contract/check-contract.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Candidate, Check, PromptText, RunSettings } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import { locateInterpolations } from '../locate-interpolations.ts';
import type { DynamicVerification, MeasuredText, StaticVerification, Verifier } from '../modules.ts';

/** Quality points below which two scores of the rubric count as equal: it computes in floating point. */
const scoreTolerance = 1e-9;

interface VerifierOptions {
  readonly original: PromptText;
  readonly contract: Contract;
  readonly counter: TokenCounter;
  readonly settings: RunSettings;
  /** Checks that the text can be written back into its literal; absent when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/** The Verifier of the rules engine: contract, re-encoding, length, and no loss of static quality. */
export function createRulesVerifier(options: VerifierOptions): Verifier {
  return {
    verifyStatically: (original, candidate) => verifyStatically(options, original, candidate),
    verifyQuality: verifyQuality,
  };
}

async function verifyStatically(
  { original: prompt, contract, counter, settings, reencode }: VerifierOptions,
  original: MeasuredText,
  candidate: Candidate,
): Promise<StaticVerification> {
  const checks = checkContract(contract, candidate.text);
  if (!isIntact(checks)) {
    const detail = failedDetails(checks);
    return { kind: 'rejected', rejection: 'contract', detail, checks };
  }
  const tokens = counter.count(candidate.text);
  const tooLong = describeExcess({ candidate, tokens, allowed: original.tokens, settings });
  if (tooLong !== null) return { kind: 'rejected', rejection: 'longer', detail: tooLong, checks };
  const rewritten = locateInterpolations(prompt, candidate.text);
  const reencoded = reencode === null ? [] : [await reencode(rewritten)];
  const allChecks = [...checks, ...reencoded];
  if (!isIntact(allChecks)) {
    const detail = failedDetails(reencoded);
    return { kind: 'rejected', rejection: 'not-expressible', detail, checks: allChecks };
  }
  return { kind: 'passed', prompt: rewritten, tokens, checks: allChecks };
}

function failedDetails(checks: readonly Check[]): string {
  return checks
    .filter(({ status }) => status === 'failed')
    .map(({ detail }) => detail)
    .join(' ');
}

interface LengthSubject {
  readonly candidate: Candidate;
  readonly tokens: number;
  readonly allowed: number;
  readonly settings: RunSettings;
}

/** Only a diverge step may be longer than the original, and only by its allowance. */
function describeExcess({ candidate, tokens, allowed, settings }: LengthSubject): string | null {
  const isDiverge = candidate.operator === 'diverge';
  const limit = isDiverge ? Math.floor(allowed * (1 + settings.divergeAllowance)) : allowed;
  if (tokens <= limit) return null;
  return `${tokens} tokens, at most ${limit} are allowed.`;
}

function verifyQuality(subject: {
  readonly original: MeasuredText;
  readonly candidate: Candidate;
  readonly measured: MeasuredText;
}): DynamicVerification {
  const { original, measured } = subject;
  const gain = measured.critique.quality.value - original.critique.quality.value;
  if (gain < -scoreTolerance) {
    return reject('quality', `The static quality falls by ${(-gain).toFixed(1)} points.`);
  }
  const isLonger = measured.tokens > original.tokens;
  if (isLonger && gain <= scoreTolerance) {
    return reject('longer', 'The text is longer and its static quality is the same.');
  }
  if (measured.tokens === original.tokens && gain <= scoreTolerance) {
    return reject('no-gain', 'Neither the tokens nor the static quality change.');
  }
  return { kind: 'accepted' };
}

function reject(rejection: 'quality' | 'longer' | 'no-gain', detail: string): DynamicVerification {
  return { kind: 'rejected', rejection, detail };
}
