import type * as vscode from 'vscode';
import type { Span } from '../core/model.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';

/** The prompt that the cursor is in, or the only one that starts on its line. */
export function promptUnderCursor(
  sites: readonly PromptSite[],
  document: vscode.TextDocument,
  offset: number,
): PromptSite | undefined {
  const around = innermostSite(sites, offset);
  if (around !== undefined) return around;
  const { line } = document.positionAt(offset);
  const onLine = sites.filter(({ span }) => document.positionAt(span.start).line === line);
  return onLine.length === 1 ? onLine[0] : undefined;
}

/** The smallest literal around an offset. */
export function innermostSite(sites: readonly PromptSite[], offset: number): PromptSite | undefined {
  const around = sites.filter(({ span }) => span.start <= offset && offset <= span.end);
  return around.sort((a, b) => sizeOf(a.span) - sizeOf(b.span))[0];
}

function sizeOf({ start, end }: Span): number {
  return end - start;
}
