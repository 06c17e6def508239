import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const WRITER = fileURLToPath(new URL('history-writer.ts', import.meta.url));

export interface WriterResult {
  /** What the process had acknowledged: the beginning of the text of each version, by identifier. */
  readonly acknowledged: ReadonlyMap<string, string>;
  readonly exitCode: number | null;
  readonly errors: string;
}

/** Runs a writer process to its end, or kills it with SIGKILL `killAfterMs` after its first acknowledged version. */
export function runWriter({
  file,
  name,
  count,
  killAfterMs,
  fileLimitBlocks,
}: {
  readonly file: string;
  readonly name: string;
  readonly count: number;
  readonly killAfterMs?: number;
  /** Lets no file grow beyond so many blocks, which is what a full disk looks like (not on Windows). */
  readonly fileLimitBlocks?: number;
}): Promise<WriterResult> {
  const command = [process.execPath, WRITER, file, name, String(count)];
  const limited =
    fileLimitBlocks === undefined
      ? command
      : ['sh', '-c', `ulimit -f ${fileLimitBlocks}; exec "$0" "$@"`, ...command];
  const [program = '', ...args] = limited;
  const writer = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  writer.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '' && killAfterMs !== undefined) setTimeout(() => writer.kill('SIGKILL'), killAfterMs);
    output += text;
  });
  return new Promise((resolve, reject) => {
    writer.on('error', reject);
    writer.on('close', (exitCode) => {
      resolve({ acknowledged: parseAcknowledged(output), exitCode, errors });
    });
  });
}

/** Only whole lines count; the last one may have been cut off. */
function parseAcknowledged(output: string): ReadonlyMap<string, string> {
  const lines = output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
