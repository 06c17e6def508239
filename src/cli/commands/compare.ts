import type { Engine, TargetInFile } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { checkContract } from '../../core/contract/check-contract.ts';
import { extractContract } from '../../core/contract/contract.ts';
import { compression } from '../../core/metrics/compression.ts';
import { verdictOf } from '../../core/metrics/run-metrics.ts';
import type { EncodingName, PromptText, Verdict } from '../../core/model.ts';
import { critiqueByRules } from '../../core/pcv/rules-engine/rules-critic.ts';
import type { TokenCounter } from '../../core/ports.ts';
import type { ComparedPrompt, CompareReport } from '../../core/report/compare-report.ts';
import { compareReportToText } from '../../core/report/compare-text.ts';
import { locationOfTarget, promptOfTarget } from '../../core/target/prompt-target.ts';
import type { TargetFlags } from '../connect-target.ts';
import { compareOnCases, type ComparedOnCases } from '../compare-on-cases.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, styleOf, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { readInput } from '../read-input.ts';
import { selectTarget } from '../select-target.ts';

export interface CompareOptions extends TargetFlags {
  readonly tests?: string;
  readonly encoding: EncodingName;
  readonly json: boolean;
}

interface Side {
  readonly prompt: PromptText;
  readonly measured: ComparedPrompt;
}

/** `promptops compare A B`: what the rules measure on both, and with `--tests` what a model does with both. */
export async function runCompare(
  names: readonly [a: string, b: string],
  options: CompareOptions,
  io: CommandIo,
): Promise<ExitCode> {
  refuseFlags(names, options);
  const engine = createCliEngine();
  const counter = await engine.counter(options.encoding);
  const a = await readSide(names[0], engine, counter, io);
  const b = await readSide(names[1], engine, counter, io);
  const onCases =
    options.tests === undefined
      ? null
      : await compareOnCases({ a: a.prompt, b: b.prompt, tests: options.tests, flags: options, counter, io });
  const report = reportOf(a, b, onCases);
  if (options.json) writeJson(io, report);
  else io.stdout.write(compareReportToText(report, styleOf(io)));
  if (io.signal.aborted) return exitCodes.cancelled;
  const failure = onCases?.failure ?? null;
  if (failure !== null) throw failure;
  return report.verdict === 'regressed' ? exitCodes.findings : exitCodes.done;
}

async function readSide(name: string, engine: Engine, counter: TokenCounter, io: CommandIo): Promise<Side> {
  const subject: TargetInFile = await selectTarget(engine, await readInput(name, io), io);
  const prompt = promptOfTarget(subject.target);
  const { quality, findings } = critiqueByRules(prompt);
  const { text } = prompt;
  const numbers = { text, tokens: counter.count(text), quality, findings: findings.length };
  return { prompt, measured: { ...locationOfTarget(subject.target, subject), ...numbers } };
}

function reportOf(a: Side, b: Side, onCases: ComparedOnCases | null): CompareReport {
  const contract = extractContract(a.prompt);
  const byRules: Verdict = verdictOf({
    original: { ...a.measured, contract },
    candidate: { ...b.measured, contract: extractContract(b.prompt) },
  });
  return {
    a: a.measured,
    b: b.measured,
    compression: compression(a.measured.tokens, b.measured.tokens),
    verdict: onCases === null ? byRules : onCases.verdict,
    tier: onCases === null ? 'E0' : onCases.tier,
    checks: checkContract(contract, b.prompt.text),
    cases: onCases === null ? null : onCases.cases,
  };
}

function refuseFlags(names: readonly string[], { tests, model }: CompareOptions): void {
  if (names.every((name) => name === '-')) {
    throw invalidArgument('Standard input cannot be both prompts.', 'Name a file for one of them.');
  }
  if (tests === undefined && model !== undefined) {
    throw invalidArgument(
      '--model has nothing to run on.',
      'Add --tests with a test configuration, or leave it out.',
    );
  }
}

function invalidArgument(message: string, nextStep: string): PromptOpsError {
  return new PromptOpsError({ reason: 'invalid-argument', message, nextStep });
}
