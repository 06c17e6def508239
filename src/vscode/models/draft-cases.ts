import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { createUsageLedger } from '../../core/models/usage-ledger.ts';
import { draftSuite, type DraftedSuite } from '../../core/pcv/judges/draft-suite.ts';
import { mostDraftedCases } from '../../core/pcv/judges/most-drafted-cases.ts';
import { modelOfRole } from '../../core/pcv/model-engine/model-team.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { systemClock } from '../../node/system.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { ModelService, PreparedRun } from './model-service.ts';
import type { TestServices } from './test-prompt.ts';

/** From twelve cases on, some may lead a search while the others decide. */
const usualCount = '12';

/**
 * Lets the model of the Verifier draft test cases and opens them as an untitled document; nothing is saved.
 * @throws PromptOpsError without a model, without placeholders, or without a usable draft.
 */
export async function draftTestCases(
  services: TestServices,
  subject: SessionSubject,
): Promise<vscode.TextDocument | undefined> {
  const count = await askForCount(services.models);
  if (count === undefined) return undefined;
  const prepared = await services.models.prepareRun(subject, 'draft');
  if (prepared === undefined) return undefined;
  if (prepared === null) throw needsModel();
  const { text } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Drafting test cases'),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return draft({ services, subject, prepared, count, signal: abort.signal });
    },
  );
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
  await vscode.window.showTextDocument(document);
  return document;
}

async function askForCount({ dialogs }: ModelService): Promise<number | undefined> {
  const isCount = (value: string): boolean =>
    /^\d{1,3}$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= mostDraftedCases;
  const entered = await dialogs.enter({
    title: vscode.l10n.t('Draft Test Cases'),
    prompt: vscode.l10n.t(
      'How many, up to {0}? They are marked as synthetic: read them before they count.',
      mostDraftedCases,
    ),
    value: usualCount,
    validateInput: (value) =>
      isCount(value) ? null : vscode.l10n.t('A whole number from 1 to {0}.', mostDraftedCases),
  });
  return entered === undefined || !isCount(entered) ? undefined : Number(entered);
}

interface Drafting {
  readonly services: TestServices;
  readonly subject: SessionSubject;
  readonly prepared: PreparedRun;
  readonly count: number;
  readonly signal: AbortSignal;
}

async function draft({ services, subject, prepared, count, signal }: Drafting): Promise<DraftedSuite> {
  const { run } = readSettings(subject.uri);
  const counter = await services.engine.counter(run.encoding);
  const ledger = createUsageLedger({ budget: run.budget, clock: systemClock, counter });
  const model = modelOfRole('verifier', prepared.team, ledger);
  return draftSuite({ model, signal }, promptOfTarget(subject.target), count);
}

function needsModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'Test cases are drafted by a language model, and the engine is set to rules.',
    nextStep: 'Run Select Model.',
  });
}
