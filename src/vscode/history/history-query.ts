import type { PromptSummary } from '../../core/history/history-store.ts';

/** Which prompts the History view lists. */
export type HistoryScope = 'all' | 'file' | 'favorites' | 'in-review';

export type HistoryOrder = 'file' | 'newest';

/** What the History view lists, and in which order. */
export interface HistoryQuery {
  readonly scope: HistoryScope;
  /** Only versions whose text, name, comment or tags hold this text; empty: all. */
  readonly text: string;
  readonly order: HistoryOrder;
}

export const everything: HistoryQuery = { scope: 'all', text: '', order: 'file' };

export function isFiltered({ scope, text }: HistoryQuery): boolean {
  return scope !== 'all' || text !== '';
}

/** The prompts that a query lists. `activeFile` is the file in the editor as the history names it. */
export function selectPrompts(
  prompts: readonly PromptSummary[],
  { scope, order }: HistoryQuery,
  activeFile: string | null,
): readonly PromptSummary[] {
  const chosen = prompts.filter((prompt) => isInScope(prompt, scope, activeFile));
  return order === 'file' ? chosen : newestFirst(chosen);
}

function isInScope(prompt: PromptSummary, scope: HistoryScope, activeFile: string | null): boolean {
  switch (scope) {
    case 'all':
      return true;
    case 'file':
      return prompt.file === activeFile;
    case 'favorites':
      return prompt.isFavorite;
    case 'in-review':
      return prompt.pendingReviews > 0;
  }
}

/** Files by their newest change, and within them prompts by theirs. */
function newestFirst(prompts: readonly PromptSummary[]): readonly PromptSummary[] {
  const newestOfFile = new Map<string, number>();
  for (const { file, lastChangedAt } of prompts) {
    newestOfFile.set(file, Math.max(lastChangedAt, newestOfFile.get(file) ?? 0));
  }
  const timeOf = (file: string): number => newestOfFile.get(file) ?? 0;
  return [...prompts].sort(
    (a, b) =>
      timeOf(b.file) - timeOf(a.file) || a.file.localeCompare(b.file) || b.lastChangedAt - a.lastChangedAt,
  );
}
