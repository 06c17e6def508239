import { parseArgs, type ParseArgsConfig } from 'node:util';
import { SetupError } from './setup-error.ts';

/** Node's `parseArgs`, with an unknown or malformed option as a SetupError of one line that ends with the usage. */
export function parseOptions<T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isBadOption(error)) throw error;
    // Node goes on with advice about `--`, which no script here needs.
    const [what = 'Bad option'] = error.message.split(/[.\n]/);
    throw new SetupError(`${what}. Usage: ${usage}`);
  }
}

function isBadOption(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}
