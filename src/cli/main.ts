import { CommanderError } from 'commander';
import { isAbortError } from '../core/abort.ts';
import { describeError, isPromptOpsError } from '../core/errors.ts';
import { exitCodes, type CommandIo, type ExitCode } from './io.ts';
import { createProgram } from './program.ts';

const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.exitCode = await main(process.argv.slice(2));

/** Runs one command and returns its exit code; a failure is one line on stderr, never a stack trace. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const io: CommandIo = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: abort.signal,
    workingDirectory: process.cwd(),
    environment: process.env,
  };
  let code: ExitCode = exitCodes.done;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return reportFailure(error);
  }
}

function reportFailure(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  if (isAbortError(error)) return exitCodes.cancelled;
  if (isPromptOpsError(error)) {
    process.stderr.write(`promptops: ${oneLine(describeError(error))}\n`);
    return error.reason === 'provider-failed' ? exitCodes.providerFailed : exitCodes.badInput;
  }
  const text =
    process.env['PROMPTOPS_DEBUG'] === '1' && error instanceof Error ? error.stack : describeError(error);
  process.stderr.write(`promptops: an unexpected error, please report it: ${text ?? ''}\n`);
  return exitCodes.badInput;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
