import type { PromptOpsError } from '../core/errors.ts';
import { confirm, type Confirmation } from '../core/evaluation/behaviour/confirm.ts';
import { defaultBehaviourSettings } from '../core/evaluation/behaviour/behaviour-settings.ts';
import { repeatIndices } from '../core/evaluation/behaviour/measure-cases.ts';
import { createScoreLedger } from '../core/evaluation/behaviour/score-ledger.ts';
import type { CaseResult } from '../core/evaluation/cases/case-result.ts';
import type { CaseSuite } from '../core/evaluation/cases/config/case-suite.ts';
import type { PromptText, Tier, Verdict } from '../core/model.ts';
import type { ChatFailure } from '../core/models/chat-model.ts';
import { linkAbort } from '../core/models/linked-abort.ts';
import { createBehaviourPorts } from '../core/pcv/judges/behaviour-ports.ts';
import type { TokenCounter } from '../core/ports.ts';
import { pairOf, type ComparedCases } from '../core/report/compare-report.ts';
import {
  connectTarget,
  failureOfTarget,
  isHopeless,
  type ConnectedTarget,
  type TargetFlags,
} from './connect-target.ts';
import type { CommandIo } from './io.ts';
import { createProgressLine } from './progress-line.ts';
import { nothingToRun, readSuite } from './read-suite.ts';

interface CompareInput {
  readonly a: PromptText;
  readonly b: PromptText;
  /** The file of the test configuration; its own prompts are not run. */
  readonly tests: string;
  readonly flags: TargetFlags;
  readonly counter: TokenCounter;
  readonly io: CommandIo;
}

export interface ComparedOnCases {
  readonly cases: ComparedCases;
  readonly verdict: Verdict;
  readonly tier: Tier;
  /** Why no case was scored on both sides, when the provider is to blame. */
  readonly failure: PromptOpsError | null;
}

interface Outputs {
  readonly a: readonly CaseResult[];
  readonly b: readonly CaseResult[];
}

/** Runs both prompts on the same cases and repeats, and decides as a run would. */
export async function compareOnCases(input: CompareInput): Promise<ComparedOnCases> {
  const { tests, flags, counter, io } = input;
  const suite = await readSuite(tests, io);
  if (suite.cases.length === 0) throw nothingToRun(tests, suite, 'test');
  const connected = await connectTarget(flags, io, counter);
  const { confirmation, outputs } = await measure(input, suite, connected);
  const missing = [...outputs.a, ...outputs.b].flatMap(failuresOf);
  const isEmpty = confirmation === null || confirmation.gain.cases === 0;
  return {
    cases: describe({ input, suite, connected, confirmation, outputs }),
    verdict: confirmation?.verdict ?? 'inconclusive',
    tier: confirmation?.tier ?? 'E3',
    failure: isEmpty ? failureOfTarget(missing, connected.target) : null,
  };
}

interface Measured {
  readonly confirmation: Confirmation | null;
  readonly outputs: Outputs;
}

async function measure(
  { a, b, flags, counter, io }: CompareInput,
  { cases }: CaseSuite,
  { target, judge }: ConnectedTarget,
): Promise<Measured> {
  const outputs = { a: [] as CaseResult[], b: [] as CaseResult[] };
  const abort = linkAbort(io.signal);
  const line = createProgressLine(io);
  const total = 2 * cases.length * flags.repeats;
  const onResult = (promptId: string, result: CaseResult): void => {
    outputs[promptId === 'a' ? 'a' : 'b'].push(result);
    const all = [...outputs.a, ...outputs.b];
    line.show(`${all.length} of ${total} answers`);
    const isFirst = all.every(({ kind }) => kind !== 'output');
    if (isFirst && result.kind === 'missing' && isHopeless(result.failure)) abort.abort();
  };
  const original = { ...a, id: 'a' };
  const ports = createBehaviourPorts({ target, judge, counter, onResult });
  const { concurrency } = defaultBehaviourSettings;
  const ledger = createScoreLedger({ original, ports, concurrency });
  const repeats = repeatIndices(flags.repeats);
  const candidates = [{ ...b, id: 'b' }];
  const request = {
    ledger,
    original,
    candidates,
    cases,
    repeats,
    earlier: [],
    settings: defaultBehaviourSettings,
  };
  try {
    const { confirmations } = await confirm(request, abort.signal);
    return { confirmation: confirmations[0] ?? null, outputs };
  } catch (error) {
    // What has come until then is reported; the exit code says why there is no more.
    if (abort.signal.aborted) return { confirmation: null, outputs };
    throw error;
  } finally {
    abort.release();
    line.clear();
  }
}

interface Description extends Measured {
  readonly input: CompareInput;
  readonly suite: CaseSuite;
  readonly connected: ConnectedTarget;
}

function describe({ input, suite, connected, confirmation, outputs }: Description): ComparedCases {
  const { model } = connected.target;
  const scored = confirmation?.gain.cases ?? 0;
  return {
    config: input.tests,
    model: model.name,
    endpoint: model.endpoint,
    repeats: input.flags.repeats,
    scored,
    missing: suite.cases.length - scored,
    ...(confirmation === null ? nothingMeasured : numbersOf(confirmation)),
    pairs: suite.cases.map((one) => pairOf(one, outputs.a, outputs.b)),
    problems: suite.problems.map(({ place, message, effect }) => ({ ...place, message, effect })),
    usage: connected.ledger.usage(),
  };
}

type Numbers = Pick<
  ComparedCases,
  | 'gain'
  | 'interval'
  | 'pValue'
  | 'method'
  | 'caveat'
  | 'noiseFloor'
  | 'renderedTokens'
  | 'positionConsistency'
>;

function numbersOf({ gain, caveat, noiseFloor, renderedTokens, positionConsistency }: Confirmation): Numbers {
  const { value, interval, pValue, method } = gain;
  return { gain: value, interval, pValue, method, caveat, noiseFloor, renderedTokens, positionConsistency };
}

/** The comparison ended before it came to numbers. */
const nothingMeasured: Numbers = {
  gain: null,
  interval: null,
  pValue: null,
  method: 'insufficient',
  caveat: 'missing',
  noiseFloor: null,
  renderedTokens: null,
  positionConsistency: null,
};

function failuresOf(result: CaseResult): readonly ChatFailure[] {
  if (result.kind === 'missing') return [result.failure];
  return result.kind === 'output' ? result.judgeFailures : [];
}
