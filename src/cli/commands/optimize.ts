import path from 'node:path';
import type { GroundingOptions } from '../../core/data-room/grounding.ts';
import type { Engine, TargetInFile } from '../../core/engine.ts';
import type { PromptOpsError } from '../../core/errors.ts';
import type { EvaluationCase } from '../../core/evaluation/cases/evaluation-case.ts';
import type { RunSettings } from '../../core/model.ts';
import type { ModelTeam } from '../../core/pcv/model-engine/model-team.ts';
import { advanceProgress, type CandidateProgress, type RunProgress } from '../../core/report/run-progress.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import { withoutControls } from '../../core/report/style.ts';
import { describeForecast } from '../../core/report/forecast-text.ts';
import { reportToText } from '../../core/report/text-report.ts';
import { styleDiff, unifiedDiff } from '../../core/report/unified-diff.ts';
import { connectTeam } from '../connect-model.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, styleOf, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import type { ModelFlags } from '../model-options.ts';
import { createProgressLine, createRunProgress } from '../progress-line.ts';
import { readDocuments } from '../read-documents.ts';
import { readInput } from '../read-input.ts';
import { nothingToRun, readSuite } from '../read-suite.ts';
import { readLatencies } from '../record-history.ts';
import { selectTarget } from '../select-target.ts';
import { checkWritable, encodeResult, writeResult } from '../write-result.ts';

export interface OptimizeCommandOptions extends ModelFlags {
  readonly settings: RunSettings;
  /** A test configuration. */
  readonly tests?: string;
  /** Files that ground the run. */
  readonly ground?: readonly string[];
  readonly json: boolean;
  readonly events: boolean;
  readonly diff: boolean;
  readonly write: boolean;
}

/** `promptops optimize FILE[:LINE]|-`: runs the loop, reports it and, with `--write`, edits the file. */
export async function runOptimize(
  argument: string,
  options: OptimizeCommandOptions,
  io: CommandIo,
): Promise<ExitCode> {
  if (options.write) checkWritable(argument);
  const connected = await connectTeam(options, io);
  const team = connected === null ? null : { ...connected, latencies: await readLatencies(io) };
  const engine = createCliEngine();
  const input = await readInput(argument, io);
  const subject = await selectTarget(engine, input, io);
  const cases = await readCases(options, io);
  const grounding = { documents: await readDocuments(options.ground ?? [], io) };
  const material = { team, cases, grounding };
  await announceTeam({ engine, subject, options, io }, material);
  const { report, candidates, failure } = await runLoop({ engine, subject, options, io }, material);
  // What a failing provider has left behind is shown, but a file is changed by whole runs only.
  const mayWrite = options.write && failure === null;
  const isWritten = mayWrite && (await writeResult({ engine, subject, input, report, io }));
  if (failure === null || report.changed || options.json) {
    await printReport({ engine, subject, report, candidates, options, io, isWritten });
  }
  if (failure !== null) throw failure;
  return exitCodeOf(report);
}

/** Tells a person, before anything leaves the machine, what goes where and what it will take. */
async function announceTeam(
  { engine, subject, options, io }: LoopInput,
  { team, cases, grounding }: LoopMaterial,
): Promise<void> {
  if (team === null || io.stderr.isTTY !== true) return;
  const forecast = await engine.forecast(subject, {
    settings: options.settings,
    team,
    cases,
    grounding,
  });
  const parts = [
    'The prompt',
    ...(cases.length === 0 ? [] : ['its cases']),
    ...(grounding.documents.length === 0 ? [] : ['passages of the documents']),
  ];
  const what = `${parts.join(' and ')} ${parts.length === 1 ? 'goes' : 'go'}`;
  const estimate = forecast === null ? '' : describeForecast(forecast);
  io.stderr.write(`${what} to ${addressesOf(team)}. ${estimate}\n`);
}

function addressesOf({ proposer, critic, verifier, target }: ModelTeam): string {
  const places = [proposer, critic, verifier, target].map(
    ({ provider }) => `${provider.name} at ${provider.endpoint}`,
  );
  return withoutControls([...new Set(places)].join(', '));
}

/**
 * The cases of `--tests`, with a line on standard error about what had to be left out.
 * @throws PromptOpsError `invalid-tests`.
 */
async function readCases(
  { tests }: OptimizeCommandOptions,
  io: CommandIo,
): Promise<readonly EvaluationCase[]> {
  if (tests === undefined) return [];
  const suite = await readSuite(tests, io);
  if (suite.cases.length === 0) throw nothingToRun(tests, suite, 'test');
  for (const { place, message, effect } of suite.problems) {
    if (effect === 'prompt-left-out') continue;
    io.stderr.write(`${withoutControls(`${place.file}:${place.line}: ${message}`)}\n`);
  }
  return suite.cases;
}

interface LoopInput {
  readonly engine: Engine;
  readonly subject: TargetInFile;
  readonly options: OptimizeCommandOptions;
  readonly io: CommandIo;
}

/** Who works on the prompt, and with what. */
interface LoopMaterial {
  readonly team: ModelTeam | null;
  readonly cases: readonly EvaluationCase[];
  readonly grounding: GroundingOptions;
}

interface FinishedLoop {
  readonly report: RunReport;
  readonly candidates: readonly CandidateProgress[];
  /** Why the model was given up; null when it was not. */
  readonly failure: PromptOpsError | null;
}

async function runLoop(
  { engine, subject, options, io }: LoopInput,
  { team: connected, cases, grounding }: LoopMaterial,
): Promise<FinishedLoop> {
  let failure: PromptOpsError | null = null;
  const onProviderFailed = (error: PromptOpsError): void => void (failure = error);
  const team = connected === null ? null : { ...connected, onProviderFailed };
  const { settings } = options;
  const { signal } = io;
  // Events and a progress line on one terminal would overwrite each other.
  const isShared = options.events && io.stdout.isTTY === true;
  const showProgress = isShared ? () => undefined : createRunProgress(createProgressLine(io));
  let progress: RunProgress | null = null;
  for await (const event of engine.optimize(subject, { settings, signal, team, cases, grounding })) {
    showProgress(event);
    progress = advanceProgress(progress, event);
    if (options.events) io.stdout.write(`${JSON.stringify(event)}\n`);
    if (event.type === 'run-end') {
      return { report: event.report, candidates: progress?.candidates ?? [], failure };
    }
  }
  throw new TypeError('The run ended without a report.');
}

interface PrintInput extends LoopInput {
  readonly report: RunReport;
  readonly candidates: readonly CandidateProgress[];
  readonly isWritten: boolean;
}

async function printReport(input: PrintInput): Promise<void> {
  const { engine, subject, report, candidates, options, io, isWritten } = input;
  if (options.events) return;
  if (options.json) writeJson(io, report);
  else if (options.diff) io.stdout.write(styleDiff(await fileDiff(engine, subject, report), styleOf(io)));
  else io.stdout.write(`${reportToText(report, styleOf(io), candidates)}${outcomeLine(isWritten, input)}`);
}

function outcomeLine(
  isWritten: boolean,
  { subject, report, options }: LoopInput & { report: RunReport },
): string {
  const file = withoutControls(subject.file);
  if (isWritten) return `\nWritten to ${file}. \`promptops history\` has the old text.\n`;
  return options.write && report.changed ? `\nNothing was written to ${file}.\n` : '';
}

/** The change of the file as a patch that `git apply` takes; nothing when nothing changes. */
async function fileDiff(engine: Engine, subject: TargetInFile, { candidate }: RunReport): Promise<string> {
  if (candidate === null) return '';
  const { source } = await encodeResult(engine, subject, candidate.text);
  return unifiedDiff({ file: subject.file.split(path.sep).join('/'), before: subject.source, after: source });
}

function exitCodeOf({ stopReason, changed, verdict }: RunReport): ExitCode {
  if (stopReason === 'cancelled') return exitCodes.cancelled;
  if (stopReason === 'provider-failed') return exitCodes.providerFailed;
  return changed && verdict === 'regressed' ? exitCodes.findings : exitCodes.done;
}
