import type { Engine, TargetInFile } from '../core/engine.ts';
import { PromptOpsError } from '../core/errors.ts';
import type { RunReport } from '../core/report/run-report.ts';
import type { CommandIo } from './io.ts';
import type { InputText } from './read-input.ts';
import { recordBeforeWriting } from './record-history.ts';
import { replaceFile } from './replace-file.ts';
import { findNamedPrompts } from './select-target.ts';

interface WriteInput {
  readonly engine: Engine;
  readonly subject: TargetInFile;
  readonly input: InputText;
  readonly report: RunReport;
  readonly io: CommandIo;
}

/**
 * Writes the pick into the very literal; the history has both texts before the file changes. Returns whether it did:
 * nothing is written when the original is kept, when the run was cancelled, or when nothing shows that the pick is no worse.
 * @throws PromptOpsError `not-expressible`, `document-changed`, `file-unreadable`, `history-unavailable`.
 */
export async function writeResult({ engine, subject, input, report, io }: WriteInput): Promise<boolean> {
  const { candidate, verdict, stopReason } = report;
  const { absolutePath, text } = input;
  if (candidate === null || absolutePath === null) return false;
  if (
    verdict === 'regressed' ||
    verdict === 'inconclusive' ||
    stopReason === 'cancelled' ||
    io.signal.aborted
  )
    return false;
  const { source, note } = await encodeResult(engine, subject, candidate.text);
  const write = (): Promise<void> =>
    replaceFile({ file: subject.file, absolutePath, before: text, after: source, signal: io.signal });
  const { prompts } = await findNamedPrompts(engine, input, io);
  await recordBeforeWriting({ subject, prompts, report, absolutePath, io, write });
  if (note !== null) io.stderr.write(`${subject.file}: ${note}\n`);
  return true;
}

/**
 * The file with a rewritten prompt.
 * @throws PromptOpsError `not-expressible`.
 */
export async function encodeResult(
  engine: Engine,
  subject: TargetInFile,
  text: string,
): Promise<{ readonly source: string; readonly note: string | null }> {
  const encoded = await engine.encode(subject, text);
  if (encoded.kind === 'written') return encoded;
  throw new PromptOpsError({
    reason: 'not-expressible',
    message: `The rewrite cannot be written into its literal in ${subject.file}: ${encoded.detail}`,
    nextStep: 'Edit the literal by hand.',
  });
}

/**
 * Refuses `--write` for a prompt that comes from no file, before anything is run.
 * @throws PromptOpsError `invalid-argument`.
 */
export function checkWritable(argument: string): void {
  if (argument !== '-') return;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: '--write has no file to write to when the prompt comes from standard input.',
    nextStep: 'Name a file, or leave --write out and redirect the output.',
  });
}
