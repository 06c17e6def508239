import type * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { PromptText } from '../../core/model.ts';
import { rewrittenPrompt } from '../../core/pcv/rewritten-prompt.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { parsePanelMemory } from '../../protocol.ts';
import type { HistoryService } from '../history-service.ts';
import type { TrackedFiles } from '../tracked-files.ts';
import type { Decision } from './session-state.ts';
import type { Sessions } from './sessions.ts';

interface RestoreServices {
  readonly sessions: Sessions;
  readonly files: TrackedFiles;
  readonly history: HistoryService;
}

/**
 * Shows the run of a panel of an earlier window again.
 * @throws PromptOpsError when the history or the file does not have the prompt any more.
 */
export async function restorePanel(
  { sessions, files, history }: RestoreServices,
  panel: vscode.WebviewPanel,
  state: unknown,
): Promise<void> {
  const memory = parsePanelMemory(state);
  const run = memory?.run ?? null;
  if (run === null && memory !== null && memory.place.page !== 'result') {
    sessions.adoptWorkspace(panel);
    return;
  }
  const found = run === null ? null : await history.store.findRun(run);
  const tracked = (await history.store.listPrompts()).find(({ id }) => id === found?.promptId);
  const subject = tracked === undefined ? undefined : await files.find(tracked);
  if (found === null || tracked === undefined || subject === undefined) throw nothingToRestore();
  const { report } = found;
  const current = promptOfTarget(subject.target);
  const session = sessions.create(subject, originalPrompt(current, report));
  await session.showReport(report);
  session.decide(decisionOf(current, report));
  sessions.adopt(session, tracked.id, panel);
}

function originalPrompt(current: PromptText, { original }: RunReport): PromptText {
  return rewrittenPrompt(current, original.text);
}

/** What became of the run, read from the file. */
function decisionOf({ text }: PromptText, { original, front }: RunReport): Decision {
  if (text === original.text) return { status: 'pending' };
  if (front.some((member) => member.text === text)) return { status: 'applied' };
  return {
    status: 'stale',
    reason: 'The prompt was edited since this run. Run again to work on its new text.',
  };
}

function nothingToRestore(): PromptOpsError {
  return new PromptOpsError({
    reason: 'history-unavailable',
    message:
      'The result that this panel showed is no longer in the history, or its prompt no longer in its file.',
    nextStep: 'Run Optimize Prompt again.',
  });
}
