import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { asUserMessage } from '../../core/evaluation/cases/case-prompt.ts';
import type { CaseResult } from '../../core/evaluation/cases/case-result.ts';
import { runCases } from '../../core/evaluation/cases/run-cases.ts';
import { callCostUsd } from '../../core/metrics/cost.ts';
import { createUsageLedger, type UsageLedger } from '../../core/models/usage-ledger.ts';
import { createCaseJudge } from '../../core/pcv/judges/judge-output.ts';
import { modelOfRole, type ModelTeam } from '../../core/pcv/model-engine/model-team.ts';
import { providerFailure } from '../../core/pcv/model-engine/provider-failure.ts';
import { plainStyle } from '../../core/report/style.ts';
import { buildTestReport, type TestReport } from '../../core/report/test-report.ts';
import { summaryText, testReportToText } from '../../core/report/test-text.ts';
import { locationOfTarget, promptOfTarget } from '../../core/target/prompt-target.ts';
import { systemClock } from '../../node/system.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import { requireSuite, type ConfiguredSuite } from './configured-cases.ts';
import type { ModelService } from './model-service.ts';

/** What commands on test cases need. */
export interface TestServices {
  readonly engine: Engine;
  readonly models: ModelService;
}

/** Tokens that an answer may have: enough for a page of text, and a bound on what a test can cost. */
const mostOutputTokens = 4096;

/**
 * Runs the configured test cases on a prompt with the target model and shows how each ended.
 * @throws PromptOpsError when there are no cases, no model, or no answer at all.
 */
export async function testPrompt(
  services: TestServices,
  subject: SessionSubject,
): Promise<TestReport | undefined> {
  const configured = await requireSuite(subject.uri, services.models.caseProblems);
  const prepared = await services.models.prepareRun(subject, 'test');
  if (prepared === undefined) return undefined;
  if (prepared === null) throw needsModel();
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Testing the prompt'),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let done = 0;
      const total = configured.suite.cases.length;
      const onResult = (): void => {
        done += 1;
        progress.report({ message: vscode.l10n.t('{0} of {1}', done, total), increment: 100 / total });
      };
      return runSuite({ services, subject, configured, team: prepared.team, signal: abort.signal, onResult });
    },
  );
  await services.models.reports.show(vscode.l10n.t('Test Result'), testReportToText(report, plainStyle));
  void services.models.dialogs.tell(`${subject.file}: ${summaryText(report.summary)}`);
  return report;
}

interface SuiteRun {
  readonly services: TestServices;
  readonly subject: SessionSubject;
  readonly configured: ConfiguredSuite;
  readonly team: ModelTeam;
  readonly signal: AbortSignal;
  readonly onResult: () => void;
}

async function runSuite({
  services,
  subject,
  configured,
  team,
  signal,
  onResult,
}: SuiteRun): Promise<TestReport> {
  const { run } = readSettings(subject.uri);
  const { suite, config } = configured;
  const counter = await services.engine.counter(run.encoding);
  const ledger = createUsageLedger({ budget: run.budget, clock: systemClock, counter });
  const prompt = asUserMessage(promptOfTarget(subject.target));
  const target = targetOf(team, ledger);
  const judge = createCaseJudge(modelOfRole('verifier', team, ledger));
  const results = await runCases({ target, judge, prompt, cases: suite.cases, repeats: 1, signal, onResult });
  refuseWithoutAnswers(results, target.model);
  const { name, line } = locationOfTarget(subject.target, subject);
  const place = { file: subject.file, line, column: 1 };
  const { name: model, endpoint } = target.model;
  return buildTestReport({
    config,
    model,
    endpoint,
    repeats: 1,
    usage: ledger.usage(),
    suite,
    tested: [{ prompt: { label: name ?? subject.file, prompt, place }, results }],
  });
}

function targetOf(team: ModelTeam, ledger: UsageLedger): Parameters<typeof runCases>[0]['target'] {
  const { price } = team.target;
  return {
    model: modelOfRole('target', team, ledger),
    temperature: null,
    maxOutputTokens: mostOutputTokens,
    costOf: (usage) => (usage === null ? null : callCostUsd(usage, price)),
  };
}

/** One missing answer is missing data; none at all is a failure of the model. */
function refuseWithoutAnswers(
  results: readonly CaseResult[],
  model: Parameters<typeof providerFailure>[1],
): void {
  if (results.some(({ kind }) => kind !== 'missing')) return;
  const [first] = results;
  if (first?.kind === 'missing' && first.failure.reason !== 'cancelled')
    throw providerFailure(first.failure, model);
}

function needsModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'Test cases need a language model, and the rules engine is chosen.',
    nextStep: 'Run Select Model.',
  });
}
