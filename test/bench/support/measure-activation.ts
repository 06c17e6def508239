import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../../src/vscode/activate.ts';

/** What one start of the extension took, in milliseconds. */
export interface ActivationTimes {
  /** `activate` alone. */
  readonly activate: number;
  /** Reading and evaluating the start-up bundle, and `activate`, as the editor sees it. */
  readonly start: number;
  /** From there until everything heavy is loaded. */
  readonly workbench: number;
}

/** Runs inside a fresh extension host: writes {@link ActivationTimes} as JSON to PROMPTOPS_ACTIVATION_TIMES. */
export async function run(): Promise<void> {
  const file = process.env['PROMPTOPS_ACTIVATION_TIMES'];
  const extension = vscode.extensions.getExtension<PromptOpsApi>('promptops.promptops');
  assert.ok(file !== undefined && extension && !extension.isActive);
  const before = performance.now();
  const api = await extension.activate();
  const started = performance.now();
  await api.workbench();
  const times: ActivationTimes = {
    activate: api.activationMs,
    start: started - before,
    workbench: performance.now() - started,
  };
  writeFileSync(file, JSON.stringify(times));
}
