import * as vscode from 'vscode';
import { isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import { resolveReference } from '../../core/evaluation/cases/config/case-files.ts';
import type { CaseSuite } from '../../core/evaluation/cases/config/case-suite.ts';
import { describeProblem } from '../../core/evaluation/cases/config/describe-problem.ts';
import { readCaseSuite } from '../../core/evaluation/cases/config/read-case-suite.ts';
import { createCaseFiles } from '../../node/case-files.ts';
import { openCellOf } from '../notebook-cells.ts';
import { readSettings } from '../settings.ts';
import type { CaseProblems } from './case-problems.ts';

/** The test cases that `promptops.tests` names for a file, and where they stand. */
export interface ConfiguredSuite {
  readonly suite: CaseSuite;
  /** The configuration, relative to its workspace folder. */
  readonly config: string;
}

/**
 * Reads the test cases for a file and shows what of them cannot be used; null when the settings name none. Nothing outside
 * of the workspace folder is read.
 * @throws PromptOpsError `invalid-tests` and others, with the line that cannot be used, also when no case is left.
 */
export async function readConfiguredSuite(
  uri: vscode.Uri,
  problems: Pick<CaseProblems, 'show'>,
): Promise<ConfiguredSuite | null> {
  const { tests } = readSettings(uri).models;
  const folder = folderOfCases(uri);
  if (tests === '' || folder === null) return null;
  const config = resolveReference(tests, '', { file: 'promptops.tests', line: 1, column: 1 });
  const suite = await readSuite(config, folder);
  problems.show(folder, suite.problems);
  if (suite.cases.length === 0) throw nothingToRun(config, suite);
  return { config, suite };
}

/** The folder on the disk that test cases of a file are read from; null where it lies in none. */
export function folderOfCases(uri: vscode.Uri): vscode.Uri | null {
  const file = openCellOf(uri)?.notebook.uri ?? uri;
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder?.uri.scheme === 'file' ? folder.uri : null;
}

/** @throws PromptOpsError `invalid-tests`. */
export async function requireSuite(
  uri: vscode.Uri,
  problems: Pick<CaseProblems, 'show'>,
): Promise<ConfiguredSuite> {
  const configured = await readConfiguredSuite(uri, problems);
  if (configured === null) throw noSuite();
  return configured;
}

async function readSuite(config: string, folder: vscode.Uri): Promise<CaseSuite> {
  try {
    return await readCaseSuite(config, createCaseFiles(folder.fsPath));
  } catch (error) {
    const isMissing = isPromptOpsError(error) && error.reason === 'file-not-found';
    // A file that the configuration names is another one, and its own message says which.
    throw isMissing && error.message.startsWith(`${config} `) ? noFile(config, error) : error;
  }
}

function noFile(config: string, cause: PromptOpsError): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-tests',
    message: `The setting promptops.tests names ${config}, which does not exist.`,
    nextStep: 'Correct the path, which is relative to the workspace folder, or empty the setting.',
    cause,
  });
}

function nothingToRun(config: string, { problems }: CaseSuite): PromptOpsError {
  const first = problems.find(({ effect }) => effect === 'case-left-out');
  return new PromptOpsError({
    reason: 'invalid-tests',
    message: `${config} has no test that can be run.${first === undefined ? '' : ` ${describeProblem(first)}`}`,
    nextStep: 'Add a test, or mend what is named.',
  });
}

function noSuite(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-tests',
    message: 'No test cases are configured.',
    nextStep: 'Name a promptfoo configuration of this workspace in the setting promptops.tests.',
  });
}
