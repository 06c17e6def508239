import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { createUsageLedger } from '../../core/models/usage-ledger.ts';
import { forecastDraft } from '../../core/pcv/judges/draft-forecast.ts';
import { draftSuite, requireVariables, type DraftedSuite } from '../../core/pcv/judges/draft-suite.ts';
import { mostDraftedCases } from '../../core/pcv/judges/most-drafted-cases.ts';
import { modelOfRole } from '../../core/pcv/model-engine/model-team.ts';
import { dollars, grouped } from '../../core/report/format-number.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { systemClock } from '../../node/system.ts';
import { translate } from '../localise.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings, writeTests } from '../settings.ts';
import { writeCasesFile, type CasesFile } from './cases-file.ts';
import type { PreparedRun } from './model-service.ts';
import type { TestServices } from './test-prompt.ts';

/** From twelve cases on, some may lead a search while the others decide. */
const usualCount = 12;

export interface DraftServices extends TestServices {
  /** Runs the loop on the prompt as it stands in its file now. */
  readonly optimize: (subject: SessionSubject) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Lets the model of the Verifier draft test cases, writes them beside the file of the prompt, marked as synthetic, and
 * offers to run with them.
 * @throws PromptOpsError without a model, for a prompt that cases cannot fill in, or without a usable draft.
 */
export async function draftTestCases(
  services: DraftServices,
  subject: SessionSubject,
): Promise<vscode.TextDocument | undefined> {
  const { dialogs } = services.models;
  requireVariables(promptOfTarget(subject.target));
  const prepared = await services.models.prepareRun(subject, 'draft');
  if (prepared === undefined) return undefined;
  if (prepared === null) throw needsModel();
  const count = await askForCount(services, { subject, prepared });
  if (count === undefined) return undefined;
  const drafted = await vscode.window.withProgress(
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
  const file = await writeCasesFile(subject, drafted.text, dialogs);
  // The person reads the cases first: nothing waits for the answer.
  void offerRun(services, { subject, file, cases: drafted.cases }).catch(services.onFailure);
  return file.document;
}

interface PreparedDraft {
  readonly subject: SessionSubject;
  readonly prepared: PreparedRun;
}

async function askForCount(services: DraftServices, draft: PreparedDraft): Promise<number | undefined> {
  const isCount = (value: string): boolean =>
    /^\d{1,3}$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= mostDraftedCases;
  const entered = await services.models.dialogs.enter({
    title: vscode.l10n.t('Draft Test Cases'),
    prompt: `${vscode.l10n.t(
      'How many, up to {0}? They are marked as synthetic: read them before they count.',
      mostDraftedCases,
    )} ${await estimateOf(services, draft)}`,
    value: String(usualCount),
    validateInput: (value) =>
      isCount(value) ? null : vscode.l10n.t('A whole number from 1 to {0}.', mostDraftedCases),
  });
  return entered === undefined || !isCount(entered) ? undefined : Number(entered);
}

/** What the call goes to, and what it takes. */
async function estimateOf({ engine }: DraftServices, { subject, prepared }: PreparedDraft): Promise<string> {
  const counter = await engine.counter(readSettings(subject.uri).run.encoding);
  const { provider, price } = prepared.team.verifier;
  const prompt = promptOfTarget(subject.target);
  const { inputTokens, outputTokens, costUsd } = forecastDraft({ prompt, count: usualCount, counter, price });
  return vscode.l10n.t(
    '{0} take one call of {1}: about {2} tokens, {3}.',
    usualCount,
    provider.name,
    grouped(inputTokens + outputTokens),
    costUsd === null ? vscode.l10n.t('at an unknown price') : dollars(costUsd),
  );
}

interface Drafting extends PreparedDraft {
  readonly services: DraftServices;
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

interface DraftedCases {
  readonly subject: SessionSubject;
  readonly file: CasesFile;
  readonly cases: number;
}

/** Offers to name the cases in the settings and to run with them; on pressing, as they stand then. */
async function offerRun(services: DraftServices, { subject, file, cases }: DraftedCases): Promise<void> {
  const { dialogs } = services.models;
  const { document, tests } = file;
  const count =
    cases === 1 ? translate('1 synthetic test case') : translate('{0} synthetic test cases', cases);
  if (tests === null) {
    await dialogs.tell(
      vscode.l10n.t(
        'Drafted {0} into an unsaved document. Save it in the workspace and name it in the setting promptops.tests to run with them.',
        count,
      ),
    );
    return;
  }
  const { tests: named } = readSettings(subject.uri).models;
  const accept = vscode.l10n.t('Optimize With Them');
  const message =
    named === '' || named === tests
      ? vscode.l10n.t(
          'Drafted {0} into {1}. Read them; to run with them, the setting promptops.tests will name this file.',
          count,
          tests,
        )
      : vscode.l10n.t(
          'Drafted {0} into {1}. Read them; to run with them, the setting promptops.tests will name this file in place of {2}.',
          count,
          tests,
          named,
        );
  if ((await dialogs.tell(message, accept)) !== accept) return;
  if (document.isDirty) await document.save();
  await writeTests(subject.uri, tests);
  await services.optimize(subject);
}

function needsModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'Test cases are drafted by a language model, and the engine is set to rules.',
    nextStep: 'Run Select Model.',
  });
}
