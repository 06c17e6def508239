import * as vscode from 'vscode';
import { viewIds, type CommandId } from '../manifest.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import { titleOf, type Sessions } from '../session/sessions.ts';

/** How often a list of runs that go on is shown anew. */
const REFRESH_MS = 250;

/** The runs that wait or go on, each with what it does and a way to cancel it. */
export interface QueueView extends vscode.Disposable {
  readonly tree: vscode.TreeDataProvider<OptimizationSession>;
}

export function createQueueView(sessions: Sessions): QueueView {
  const changed = new vscode.EventEmitter<undefined>();
  const tree: vscode.TreeDataProvider<OptimizationSession> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => (node === undefined ? queuedRuns(sessions) : []),
    getTreeItem: toTreeItem,
  };
  const view = vscode.window.createTreeView(viewIds.queue, { treeDataProvider: tree });
  let timer: NodeJS.Timeout | undefined;
  let shown = 0;
  const refresh = (): void => {
    timer = undefined;
    shown = queuedRuns(sessions).length;
    view.description = shown === 0 ? '' : String(shown);
    changed.fire(undefined);
  };
  const resources = vscode.Disposable.from(
    changed,
    view,
    sessions.onDidChange(() => {
      // Sessions that are done with change nothing here.
      if (shown > 0 || queuedRuns(sessions).length > 0) timer ??= setTimeout(refresh, REFRESH_MS);
    }),
    { dispose: () => clearTimeout(timer) },
  );
  return { tree, dispose: () => void resources.dispose() };
}

/** Runs that go on first, then those that wait, in the order in which they came. */
export function queuedRuns(sessions: Pick<Sessions, 'all'>): OptimizationSession[] {
  const runs = sessions.all().filter(({ isRunning }) => isRunning);
  return [...runs.filter((run) => !isWaiting(run)), ...runs.filter(isWaiting)];
}

function isWaiting({ phase }: OptimizationSession): boolean {
  return phase.name === 'running' && phase.isWaiting;
}

function toTreeItem(session: OptimizationSession): vscode.TreeItem {
  const item = new vscode.TreeItem(titleOf(session.subject));
  const description = describeRun(session);
  item.id = session.id;
  item.description = description;
  item.tooltip = `${session.subject.file}\n${description}`;
  item.contextValue = 'run';
  item.iconPath = new vscode.ThemeIcon(isWaiting(session) ? 'clock' : 'sync~spin');
  item.accessibilityInformation = { label: `${titleOf(session.subject)}: ${description}` };
  item.command = {
    command: 'promptops.queue.reveal' satisfies CommandId,
    title: vscode.l10n.t('Show Run'),
    arguments: [session],
  };
  return item;
}

/** "round 2 of 5, 12 calls", "waiting", "cancelling". */
function describeRun(session: OptimizationSession): string {
  const { phase } = session.state();
  if (phase.name !== 'running') return '';
  if (phase.isCancelling) return vscode.l10n.t('cancelling');
  if (phase.isWaiting === true) return vscode.l10n.t('waiting');
  const { progress } = phase;
  if (progress === null || progress.round === 0) return vscode.l10n.t('measuring the original');
  const round = vscode.l10n.t('round {0} of {1}', progress.round, progress.iterations);
  const calls = progress.usage?.calls ?? 0;
  return calls === 0 ? round : `${round}, ${vscode.l10n.t('{0} calls', calls)}`;
}
