import { stopAllOnSignal, stopAllProcessGroups } from './process-group.ts';
import { SetupError } from './setup-error.ts';

/**
 * The frame of every script: runs `main`, exits with the code it returns, ends what it started, and shows a
 * SetupError or a bad option as one line with exit code 2.
 */
export async function runScript(main: () => Promise<number>): Promise<never> {
  stopAllOnSignal();
  let exitCode: number;
  try {
    exitCode = await main();
  } catch (error) {
    const isExpected = error instanceof SetupError || isBadOption(error);
    console.error(isExpected ? error.message : error);
    exitCode = isExpected ? 2 : 1;
  }
  await stopAllProcessGroups();
  process.exit(exitCode);
}

/** `parseArgs` of Node reports unknown and malformed options by these codes. */
function isBadOption(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}
