import { checkContract, isIntact } from '../../contract/check-contract.ts';
import type { Contract } from '../../contract/contract.ts';
import { decideVerdict } from '../../metrics/verdict.ts';
import type { Candidate, Check, PromptText, Quality, RunSettings } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import { rewrittenPrompt } from '../rewritten-prompt.ts';
import type {
  DynamicVerification,
  MeasuredText,
  QualitySubject,
  StaticVerification,
  Verifier,
} from '../modules.ts';

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
    verifyQuality,
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
  const rewritten = rewrittenPrompt(prompt, candidate.text);
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

function verifyQuality({ original, measured }: QualitySubject): DynamicVerification {
  const gain = measured.critique.quality.value - original.critique.quality.value;
  const verdict = decideVerdict({ kind: 'rubric', original: sideOf(original), candidate: sideOf(measured) });
  switch (verdict) {
    case 'improved':
    case 'equivalent-and-cheaper':
      return { kind: 'accepted', verdict };
    case 'inconclusive':
      return reject('no-gain', 'Neither the tokens nor the static quality change enough to matter.');
    case 'regressed':
      return reject('quality', `The static quality falls by ${(-gain).toFixed(1)} points.`);
  }
}

function sideOf({ tokens, critique }: MeasuredText): { quality: Quality; tokens: number } {
  return { quality: critique.quality, tokens };
}

function reject(rejection: 'quality' | 'no-gain', detail: string): DynamicVerification {
  return { kind: 'rejected', rejection, detail };
}
