import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../../core/errors.ts';
import type { CaseResult } from '../../core/evaluation/cases/case-result.ts';
import type { CaseSuite } from '../../core/evaluation/cases/config/case-suite.ts';
import { runCases } from '../../core/evaluation/cases/run-cases.ts';
import type { ChatFailure } from '../../core/models/chat-model.ts';
import { linkAbort } from '../../core/models/linked-abort.ts';
import { createCaseJudge } from '../../core/pcv/judges/judge-output.ts';
import { testReportToJunit } from '../../core/report/junit.ts';
import { buildTestReport, type TestReport } from '../../core/report/test-report.ts';
import { testReportToText } from '../../core/report/test-text.ts';
import {
  connectTarget,
  failureOfTarget,
  isHopeless,
  type ConnectedTarget,
  type TargetFlags,
} from '../connect-target.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, styleOf, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { createProgressLine } from '../progress-line.ts';
import { nothingToRun, readSuite } from '../read-suite.ts';

export interface TestOptions extends TargetFlags {
  readonly json: boolean;
  readonly junit?: string;
}

/** `promptops test CONFIG`: runs the cases of a test configuration on its prompts. */
export async function runTest(config: string, options: TestOptions, io: CommandIo): Promise<ExitCode> {
  const suite = await readSuite(config, io);
  if (suite.prompts.length === 0) throw nothingToRun(config, suite, 'prompt');
  if (suite.cases.length === 0) throw nothingToRun(config, suite, 'test');
  const connected = await connectTarget(options, io, await createCliEngine().counter('o200k_base'));
  const results = await runSuite(suite, { connected, options, io });
  const flat = results.flat();
  const report = buildTestReport({
    config,
    model: connected.target.model.name,
    endpoint: connected.target.model.endpoint,
    repeats: options.repeats,
    usage: connected.ledger.usage(),
    suite,
    tested: suite.prompts.map((prompt, index) => ({ prompt, results: results[index] ?? [] })),
  });
  refuseUnrunnable(report, config);
  await print(report, options, io);
  if (io.signal.aborted) return exitCodes.cancelled;
  if (report.summary.failed > 0) return exitCodes.findings;
  const failure = failureOfTarget(failuresOf(flat), connected.target);
  if (failure !== null) throw failure;
  return report.summary.undecided > 0 ? exitCodes.findings : exitCodes.done;
}

interface SuiteRun {
  readonly connected: ConnectedTarget;
  readonly options: TestOptions;
  readonly io: CommandIo;
}

async function runSuite(suite: CaseSuite, { connected, options, io }: SuiteRun): Promise<CaseResult[][]> {
  const { target, judge } = connected;
  const abort = linkAbort(io.signal);
  const line = createProgressLine(io);
  const total = suite.prompts.length * suite.cases.length * options.repeats;
  let done = 0;
  let hasOutput = false;
  const onResult = (result: CaseResult): void => {
    done += 1;
    hasOutput ||= result.kind === 'output';
    line.show(`${done} of ${total} tests`);
    // A wrong key or address fails every call: there is no use in asking further.
    if (!hasOutput && result.kind === 'missing' && isHopeless(result.failure)) abort.abort();
  };
  try {
    const shared = { target, judge: createCaseJudge(judge), signal: abort.signal, onResult };
    return await Promise.all(
      suite.prompts.map(({ prompt }) =>
        runCases({ ...shared, prompt, cases: suite.cases, repeats: options.repeats }),
      ),
    );
  } finally {
    abort.release();
    line.clear();
  }
}

/** Calls that failed, of the model under test and of the judge. */
function failuresOf(results: readonly CaseResult[]): readonly ChatFailure[] {
  return results.flatMap((result) => {
    if (result.kind === 'missing') return [result.failure];
    return result.kind === 'output' ? result.judgeFailures : [];
  });
}

function refuseUnrunnable({ summary, prompts }: TestReport, config: string): void {
  const total = Object.values(summary).reduce((sum, count) => sum + count, 0);
  if (summary['not-run'] < total) return;
  const reason = prompts[0]?.results[0]?.reason ?? '';
  throw new PromptOpsError({
    reason: 'invalid-tests',
    message: `No test of ${config} can be run: ${reason}`,
    nextStep: 'Give the tests variables of these names; filters and control blocks are not supported.',
  });
}

async function print(report: TestReport, { json, junit }: TestOptions, io: CommandIo): Promise<void> {
  if (junit !== undefined) await writeJunit(junit, report, io);
  if (json) writeJson(io, report);
  else io.stdout.write(testReportToText(report, styleOf(io)));
  const left = report.problems.filter(({ effect }) => effect !== 'ignored').length;
  if (left > 0 && json) {
    io.stderr.write(
      `promptops: ${left} ${left === 1 ? 'part was' : 'parts were'} left out; see \`problems\`.\n`,
    );
  }
}

async function writeJunit(file: string, report: TestReport, { workingDirectory }: CommandIo): Promise<void> {
  try {
    await writeFile(path.resolve(workingDirectory, file), testReportToJunit(report));
  } catch (cause) {
    throw new PromptOpsError({
      reason: 'file-unreadable',
      message: `${file} cannot be written: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}.`,
      nextStep: 'Name a file in a folder that exists.',
      cause,
    });
  }
}
