import * as vscode from 'vscode';
import { nameOfTarget } from '../core/target/prompt-target.ts';
import { baseName } from '../core/source/languages.ts';
import type { OptimizationSession } from './session/optimization-session.ts';

/** The scheme of read-only documents that show a text of a session: `original` or `rewrite`. */
export const sessionScheme = 'promptops-session';

/** Shows original and selected rewrite in the editor's own diff editor. */
export async function compareWithOriginal(session: OptimizationSession, texts: SessionTexts): Promise<void> {
  if (session.phase.name !== 'result') return;
  const { report, review } = session.phase;
  const name = nameOfTarget(session.subject.target) ?? baseName(session.subject.path);
  await vscode.commands.executeCommand(
    'vscode.diff',
    texts.publish(`${report.run}/original/${name}`, report.original.text),
    texts.publish(`${report.run}/rewrite/${name}`, review.text),
    vscode.l10n.t('{0}: Original ↔ Rewrite', name),
    { preview: true },
  );
}

/** Read-only documents of this window's results. */
export interface SessionTexts extends vscode.Disposable {
  publish(name: string, text: string): vscode.Uri;
}

export function createSessionTexts(): SessionTexts {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(sessionScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  });
  return {
    publish: (name, text) => {
      const uri = vscode.Uri.from({ scheme: sessionScheme, path: `/${name}.md` });
      texts.set(uri.path, text);
      changed.fire(uri);
      return uri;
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
