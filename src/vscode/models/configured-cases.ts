import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { resolveReference } from '../../core/evaluation/cases/config/case-files.ts';
import type { CaseSuite } from '../../core/evaluation/cases/config/case-suite.ts';
import { readCaseSuite } from '../../core/evaluation/cases/config/read-case-suite.ts';
import { createCaseFiles } from '../../node/case-files.ts';
import { readSettings } from '../settings.ts';

/** The test cases that `promptops.tests` names for a file, and where they stand. */
export interface ConfiguredSuite {
  readonly suite: CaseSuite;
  /** The configuration, relative to its workspace folder. */
  readonly config: string;
}

/**
 * Reads the test cases for a file; null when the settings name none. Nothing outside of the workspace folder is read.
 * @throws PromptOpsError `invalid-tests` and others, with the line that cannot be used.
 */
export async function readConfiguredSuite(uri: vscode.Uri): Promise<ConfiguredSuite | null> {
  const { tests } = readSettings(uri).models;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (tests === '' || folder?.uri.scheme !== 'file') return null;
  const config = resolveReference(tests, '', { file: 'promptops.tests', line: 1, column: 1 });
  return { config, suite: await readCaseSuite(config, createCaseFiles(folder.uri.fsPath)) };
}

/** @throws PromptOpsError `invalid-tests`. */
export async function requireSuite(uri: vscode.Uri): Promise<ConfiguredSuite> {
  const configured = await readConfiguredSuite(uri);
  if (configured === null) throw noSuite();
  const { suite, config } = configured;
  if (suite.cases.length > 0) return configured;
  const [first] = suite.problems;
  throw new PromptOpsError({
    reason: 'invalid-tests',
    message: `${config} has no test that can be run.${first === undefined ? '' : ` Line ${first.place.line}: ${first.message}`}`,
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
