import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import type { CaseSuite } from '../core/evaluation/cases/config/case-suite.ts';
import { readCaseSuite } from '../core/evaluation/cases/config/read-case-suite.ts';
import { createCaseFiles } from '../node/case-files.ts';
import type { CommandIo } from './io.ts';
import { fileNotFound } from './read-input.ts';

/**
 * Reads a test configuration. Files that it names are read below the working folder, or below its own folder when it lies
 * elsewhere.
 * @throws PromptOpsError with the reason why it cannot be read.
 */
export async function readSuite(file: string, { workingDirectory }: CommandIo): Promise<CaseSuite> {
  const named = path.resolve(workingDirectory, file);
  const config = await realpath(named).catch((cause: unknown) => {
    throw fileNotFound(file, cause);
  });
  const working = await realpath(workingDirectory);
  const relative = path.relative(working, config);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  const folder = isInside ? working : path.dirname(config);
  const name = path.relative(folder, config).split(path.sep).join('/');
  return await readCaseSuite(name, createCaseFiles(folder));
}

/** What to say when nothing of a configuration can be run. */
export function nothingToRun(file: string, { problems }: CaseSuite, missing: string): PromptOpsError {
  const first = problems.find(({ effect }) => effect !== 'ignored');
  const why =
    first === undefined
      ? ''
      : ` ${first.place.file}:${first.place.line}:${first.place.column}: ${first.message}`;
  return new PromptOpsError({
    reason: 'invalid-tests',
    message: `${file} has no ${missing} that can be run.${why}`,
    nextStep: first === undefined ? `Add one to its ${missing}s.` : 'Mend or replace what is named.',
  });
}
