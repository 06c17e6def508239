import { CommanderError } from 'commander';
import { isAbortError } from '../core/abort.ts';
import { describeError, isPromptOpsError, PromptOpsError } from '../core/errors.ts';
import { withoutControls } from '../core/report/style.ts';
import { exitCodes, type CommandIo, type ExitCode } from './io.ts';
import { createProgram } from './program.ts';

const abort = new AbortController();
process.once('SIGINT', () => {
  abort.abort();
  // Reading would wait for the end of the input otherwise.
  process.stdin.destroy();
});
process.stdout.on('error', endWithReader);
process.stderr.on('error', endWithReader);
process.exitCode = await main(process.argv.slice(2));

/** Runs one command and returns its exit code; a failure is one line on stderr, never a stack trace. */
async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  try {
    const program = createProgram(createIo(), (result) => {
      code = result;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return reportFailure(error);
  }
}

function createIo(): CommandIo {
  return {
    // A stream that is never read must not be opened: it would cost time and hold the process.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    signal: abort.signal,
    workingDirectory: workingDirectory(),
    environment: process.env,
  };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new PromptOpsError({
      reason: 'file-not-found',
      message: 'The working folder does not exist any more.',
      nextStep: 'Change to another folder.',
      cause,
    });
  }
}

function reportFailure(error: unknown): ExitCode {
  // Commander has written its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  if (abort.signal.aborted || isAbortError(error)) return exitCodes.cancelled;
  if (isPromptOpsError(error)) {
    process.stderr.write(`promptops: ${oneLine(describeError(error))}\n`);
    return error.reason === 'provider-failed' ? exitCodes.providerFailed : exitCodes.badInput;
  }
  process.stderr.write(
    `promptops: an unexpected error, please report it: ${oneLine(describeError(error))}\n`,
  );
  if (process.env['PROMPTOPS_DEBUG'] === '1' && error instanceof Error) {
    process.stderr.write(`${error.stack ?? ''}\n`);
  }
  return exitCodes.badInput;
}

function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/gu, ' '));
}

/** Whoever read the output has read enough: `promptops scan . | head -1`. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
}
