import { writeFile } from 'node:fs/promises';
import type { Engine, TargetInFile } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { RunSettings } from '../../core/model.ts';
import type { RunEvent } from '../../core/pcv/events.ts';
import { advanceProgress } from '../../core/report/run-progress.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import { ansiStyle, plainStyle } from '../../core/report/style.ts';
import { reportToText } from '../../core/report/text-report.ts';
import { unifiedDiff } from '../../core/report/unified-diff.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, hasColor, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { readInput, type InputText } from '../read-input.ts';
import { recordBeforeWriting } from '../record-history.ts';
import { selectTarget } from '../select-target.ts';

export interface OptimizeCommandOptions {
  readonly settings: RunSettings;
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
  const engine = createCliEngine();
  const input = await readInput(argument, io);
  const subject = await selectTarget(engine, input);
  const report = await runLoop({ engine, subject, options, io });
  if (options.write) await writeResult({ engine, subject, input, report, io });
  await printReport({ engine, subject, report, options, io });
  return exitCodeOf(report);
}

interface LoopInput {
  readonly engine: Engine;
  readonly subject: TargetInFile;
  readonly options: OptimizeCommandOptions;
  readonly io: CommandIo;
}

async function runLoop({ engine, subject, options, io }: LoopInput): Promise<RunReport> {
  const progress = createProgressLine(io, options);
  for await (const event of engine.optimize(subject, { settings: options.settings, signal: io.signal })) {
    if (options.events) io.stdout.write(`${JSON.stringify(event)}\n`);
    progress(event);
    if (event.type === 'run-end') return event.report;
  }
  throw new TypeError('The run ended without a report.');
}

/** One line on a terminal that says what goes on; it is wiped when the run ends. */
function createProgressLine(
  { stderr }: CommandIo,
  { json, events }: OptimizeCommandOptions,
): (event: RunEvent) => void {
  if (stderr.isTTY !== true || json || events) return () => undefined;
  let progress: ReturnType<typeof advanceProgress> = null;
  return (event) => {
    progress = advanceProgress(progress, event);
    const clear = '\r\u001b[2K';
    if (event.type === 'run-end' || progress === null) stderr.write(clear);
    else stderr.write(`${clear}Round ${progress.round} of ${progress.iterations}`);
  };
}

interface WriteInput extends Omit<LoopInput, 'options'> {
  readonly input: InputText;
  readonly report: RunReport;
}

/** Writes the pick into the very literal; the history has both texts before the file changes. */
async function writeResult({ engine, subject, input, report, io }: WriteInput): Promise<void> {
  if (report.candidate === null || io.signal.aborted) return;
  const { absolutePath } = input;
  if (absolutePath === null) throw stdinIsNoFile();
  const encoded = await engine.encode(subject, report.candidate.text);
  if (encoded.kind === 'refused') throw notExpressible(subject.file, encoded.detail);
  await recordBeforeWriting({
    subject,
    report,
    absolutePath,
    io,
    write: () => replaceFile(input, encoded.source),
  });
  if (encoded.note !== null) io.stderr.write(`${subject.file}: ${encoded.note}\n`);
}

async function replaceFile(input: InputText, source: string): Promise<void> {
  const { absolutePath, file, text } = input;
  if (absolutePath === null) return;
  const { readFile } = await import('node:fs/promises');
  if ((await readFile(absolutePath, 'utf8')) !== text) throw changedMeanwhile(file);
  await writeFile(absolutePath, source, 'utf8');
}

async function printReport({
  engine,
  subject,
  report,
  options,
  io,
}: LoopInput & { report: RunReport }): Promise<void> {
  if (options.events) return;
  if (options.json) {
    writeJson(io, report);
    return;
  }
  if (options.diff) {
    io.stdout.write(await fileDiff(engine, subject, report));
    return;
  }
  const style = hasColor(io.stdout, io) ? ansiStyle : plainStyle;
  io.stdout.write(reportToText(report, style));
  if (options.write && report.changed) io.stdout.write(`\nWritten to ${subject.file}.\n`);
}

/** The change of the file as a patch that `git apply` takes; nothing when nothing changes. */
async function fileDiff(engine: Engine, subject: TargetInFile, { candidate }: RunReport): Promise<string> {
  if (candidate === null) return '';
  const encoded = await engine.encode(subject, candidate.text);
  if (encoded.kind === 'refused') throw notExpressible(subject.file, encoded.detail);
  return unifiedDiff({ file: subject.file, before: subject.source, after: encoded.source });
}

function exitCodeOf({ stopReason }: RunReport): ExitCode {
  if (stopReason === 'cancelled') return exitCodes.cancelled;
  return stopReason === 'provider-failed' ? exitCodes.providerFailed : exitCodes.done;
}

function stdinIsNoFile(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: '--write has no file to write to when the prompt comes from standard input.',
    nextStep: 'Name a file, or leave --write out and redirect the output.',
  });
}

function notExpressible(file: string, detail: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-expressible',
    message: `The rewrite cannot be written into its literal in ${file}: ${detail}`,
    nextStep: 'Edit the literal by hand.',
  });
}

function changedMeanwhile(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: `${file} was changed during the run; it is untouched.`,
    nextStep: 'Run the command again.',
  });
}
