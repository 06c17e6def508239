import type * as vscode from 'vscode';
import type { PromptSummary, Version } from '../../core/history/history-store.ts';
import { currentVersionId } from '../../core/history/token-delta.ts';
import { hashText } from '../../node/history/text-content.ts';
import { timelineLimit, type TimelineRequest, type TimelineVersion } from '../../protocol/timeline-page.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryService } from '../history-service.ts';
import { compareWithCurrent, compareWithPrevious } from '../history/show-versions.ts';
import type { PanelPage } from '../panel/panel-pages.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import type { TrackedFiles } from '../tracked-files.ts';

/** The Timeline page of a panel, and the door for what its reader asks. */
export interface TimelinePanel extends PanelPage<'timeline'>, vscode.Disposable {
  receive(request: TimelineRequest): Promise<void>;
}

interface TimelineServices {
  readonly history: HistoryService;
  readonly prompts: DocumentPrompts;
  readonly files: TrackedFiles;
}

/** The versions of the prompt that a panel is about, kept in step with the history. */
export function createTimelinePage(services: TimelineServices): TimelinePanel {
  const { history, files } = services;
  const ports = { history: () => Promise.resolve(history.store), readText: files.readText };
  return {
    onDidChange: history.onDidChange,
    state: async (session) => {
      const prompt = session === null ? undefined : await promptOf(services, session);
      if (prompt === undefined) return { name: 'timeline', prompt: null };
      const { versions, hasMore } = await history.store.listVersions(prompt.id, { limit: timelineLimit });
      const currentId = currentVersionId(versions, await currentHash(files, prompt));
      return {
        name: 'timeline',
        prompt: {
          versions: versions.toReversed().map((version) => pointOf(version, version.id === currentId)),
          hasOlder: hasMore,
        },
      };
    },
    receive: ({ against, versionId }) =>
      against === 'current' ? compareWithCurrent(ports, versionId) : compareWithPrevious(ports, versionId),
    // It owns nothing: what it listens to belongs to the history.
    dispose: () => undefined,
  };
}

/** A run names its prompt even when the file has changed since; before the first run the place in the file does. */
async function promptOf(
  { history: { store }, prompts }: TimelineServices,
  { phase, subject }: OptimizationSession,
): Promise<PromptSummary | undefined> {
  const run = phase.name === 'result' ? await store.findRun(phase.report.run) : null;
  const id = run?.promptId ?? (await prompts.findId(store, subject));
  return (await store.listPrompts()).find((prompt) => prompt.id === id);
}

/** Of the text in the editor now; of the one seen last when its file cannot be read. */
async function currentHash({ readText }: TrackedFiles, prompt: PromptSummary): Promise<string> {
  try {
    const text = await readText(prompt);
    return text === null ? '' : hashText(text);
  } catch {
    // A file that cannot be parsed or opened is no reason to show nothing: what was seen last is the best answer.
    return prompt.currentHash;
  }
}

function pointOf(version: Version, isCurrent: boolean): TimelineVersion {
  const { id, createdAt, origin, outcome, name, isPinned, tokens, quality } = version;
  return {
    ...{ id, createdAt, origin, outcome, name, isPinned, isCurrent, quality },
    tokens: tokens === null ? null : { value: tokens.value, isEstimate: tokens.provenance === 'estimate' },
  };
}
