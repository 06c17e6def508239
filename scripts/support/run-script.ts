import { endOnSignals, isEndingOnSignal, runAtEnd } from './at-end.ts';
import { SetupError } from './setup-error.ts';

/**
 * The frame of every script: runs `main`, ends what it started, exits with the code it returns, and shows a
 * SetupError as its message alone with exit code 2.
 */
export async function runScript(main: () => Promise<number>): Promise<never> {
  endOnSignals();
  let exitCode: number;
  try {
    exitCode = await main();
  } catch (error) {
    const isExpected = error instanceof SetupError;
    if (!isEndingOnSignal()) console.error(isExpected ? error.message : error);
    exitCode = isExpected ? 2 : 1;
  }
  // What `main` waited for was ended on purpose: the handler of the signal cleans up and exits.
  if (isEndingOnSignal()) return new Promise<never>(() => undefined);
  await runAtEnd();
  process.exit(exitCode);
}
