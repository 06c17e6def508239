import type { Writable } from 'node:stream';
import { ansiStyle, plainStyle, type ReportStyle } from '../core/report/style.ts';

/** What a command of the terminal reads from and writes to. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type TerminalStream = Pick<Writable, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Exit codes of the command line (DESIGN: command line). */
export const exitCodes = { done: 0, findings: 1, badInput: 2, providerFailed: 3, cancelled: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The one JSON document of a `--json` call. */
export function writeJson({ stdout }: Pick<CommandIo, 'stdout'>, document: unknown): void {
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** How a report on standard output looks: colours and wrapped lines are for terminals. */
export function styleOf(io: Pick<CommandIo, 'stdout' | 'environment'>): ReportStyle {
  const columns = io.stdout.isTTY === true ? (io.stdout.columns ?? null) : null;
  return { ...(hasColor(io.stdout, io) ? ansiStyle : plainStyle), columns };
}

/** Whether a stream takes colours: a terminal that was not told otherwise (https://no-color.org). */
export function hasColor(stream: TerminalStream, { environment }: Pick<CommandIo, 'environment'>): boolean {
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  if (environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}
