import { existsSync, statSync } from 'node:fs';

/** Whether every output exists and none is older than any input. */
export function isUpToDate(outputs: readonly string[], inputs: readonly string[]): boolean {
  if (!outputs.every((file) => existsSync(file))) return false;
  const oldestOutput = Math.min(...outputs.map(modifiedAt));
  return inputs.every((file) => modifiedAt(file) <= oldestOutput);
}

function modifiedAt(file: string): number {
  return statSync(file).mtimeMs;
}
