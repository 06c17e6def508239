import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A prompt as a person names it: `FILE`, `FILE:LINE` or `FILE:LINE:COLUMN`; both numbers count from 1. */
export interface PromptAddress {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

/**
 * Takes an argument apart. File names may hold colons and digits themselves, so the longest reading whose file exists
 * wins; when none exists, as many numbers as possible are split off.
 */
export async function parseAddress(argument: string, folder: string): Promise<PromptAddress> {
  const readings = possibleReadings(argument);
  for (const reading of readings) {
    if (await exists(path.resolve(folder, reading.file))) return reading;
  }
  return readings.at(-1) ?? { file: argument, line: null, column: null };
}

function possibleReadings(argument: string): readonly PromptAddress[] {
  const readings: PromptAddress[] = [{ file: argument, line: null, column: null }];
  const one = splitNumber(argument);
  if (one === null) return readings;
  readings.push({ file: one.file, line: one.number, column: null });
  const two = splitNumber(one.file);
  if (two !== null) readings.push({ file: two.file, line: two.number, column: one.number });
  return readings;
}

function splitNumber(argument: string): { file: string; number: number } | null {
  const colon = argument.lastIndexOf(':');
  const digits = argument.slice(colon + 1);
  return colon > 0 && /^\d{1,9}$/u.test(digits)
    ? { file: argument.slice(0, colon), number: Number(digits) }
    : null;
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    // Whatever hides it, reading it will say so.
    return false;
  }
}
