import * as vscode from 'vscode';
import type { SensitiveFinding } from '../../core/history/sensitive-texts.ts';
import { visibleText } from '../../core/report/visible-text.ts';

/** Lines that a dialog has room for. */
const mostLines = 8;

/** What was found, one line each, never with the whole of a secret. */
export function describeFindings(findings: readonly SensitiveFinding[]): string {
  const lines = findings.slice(0, mostLines).map(describeFinding);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])].join('\n');
}

function describeFinding({ what, beginning, prompts }: SensitiveFinding): string {
  const [first = ''] = prompts;
  const where =
    prompts.length > 1
      ? vscode.l10n.t('{0} and {1} more', visibleText(first, 40), prompts.length - 1)
      : visibleText(first, 40);
  return vscode.l10n.t('• {0}: {1} (“{2}…”)', where, what, visibleText(beginning, 12));
}
