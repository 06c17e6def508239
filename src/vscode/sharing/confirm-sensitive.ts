import * as vscode from 'vscode';
import type { SensitiveFinding } from '../../core/history/sensitive-texts.ts';
import { describeFindings } from './describe-findings.ts';
import type { SharingDialogs } from './sharing-dialogs.ts';

/** Shows what of a document nobody else should read, if anything. False: it must not leave. */
export async function confirmSensitive(
  dialogs: Pick<SharingDialogs, 'ask'>,
  findings: readonly SensitiveFinding[],
): Promise<boolean> {
  if (findings.length === 0) return true;
  const exportAnyway = vscode.l10n.t('Export Anyway');
  const answer = await dialogs.ask({
    message: vscode.l10n.t('The export would hold secrets or personal data.'),
    detail: [
      describeFindings(findings),
      '',
      vscode.l10n.t('Whoever gets the file can read them. Take what is published for known and replace it.'),
    ].join('\n'),
    answers: [exportAnyway],
    isWarning: true,
  });
  return answer === exportAnyway;
}
