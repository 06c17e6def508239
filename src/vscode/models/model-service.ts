import path from 'node:path';
import * as vscode from 'vscode';
import { defaultGroundingTokens, type GroundingOptions } from '../../core/data-room/grounding.ts';
import type { Engine } from '../../core/engine.ts';
import { describeError } from '../../core/errors.ts';
import type { EvaluationCase } from '../../core/evaluation/cases/evaluation-case.ts';
import { describeProblem, problemsOfCases } from '../../core/evaluation/cases/config/describe-problem.ts';
import { fittingCases } from '../../core/evaluation/cases/fitting-cases.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import type { ModelLatency } from '../../core/models/model-latency.ts';
import type { ModelTeam, SharedAccess } from '../../core/pcv/model-engine/model-team.ts';
import type { Forecast } from '../../core/pcv/forecast.ts';
import { describeForecast } from '../../core/report/forecast-text.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { createDiskCache, type DiskCache } from '../../node/disk-cache.ts';
import { createRunSlots, type RunSlots } from '../queue/run-slots.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings, settingsSection } from '../settings.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import { createCaseProblems, type CaseProblems } from './case-problems.ts';
import { readConfiguredSuite } from './configured-cases.ts';
import { connectRoles, teamWithoutKeys } from './connect-roles.ts';
import { askConsent } from './consent.ts';
import { editorDialogs, type Dialogs } from './dialogs.ts';
import { createExchanges, EXCHANGE_SCHEME, type Exchanges } from './exchanges.ts';
import { createReportDocuments, type ReportDocuments } from './report-documents.ts';
import { createModelConnections, type ModelConnections } from './model-connections.ts';
import { rolesAsked, type RunPurpose } from './roles-asked.ts';

/** Everything of this window that has to do with language models. */
export interface ModelService extends vscode.Disposable {
  readonly keys: ApiKeys;
  readonly connections: ModelConnections;
  readonly exchanges: Exchanges;
  readonly reports: ReportDocuments;
  readonly cache: DiskCache;
  /** What of the test cases cannot be used. */
  readonly caseProblems: CaseProblems;
  /** Where runs with a language model take their turn. */
  readonly slots: RunSlots;
  dialogs: Dialogs;
  /**
   * The models for a run of a prompt in this file: null for the rules engine, undefined when the person has turned it
   * down. Asks for a key that is missing and, once for each address and workspace, for consent.
   * @throws PromptOpsError when the settings name nothing that could be used.
   */
  prepareRun(subject: SessionSubject, purpose: RunPurpose): Promise<PreparedRun | null | undefined>;
  /** What a run would need now; null for the rules engine and without a model. Asks for nothing and sends nothing. */
  forecast(subject: SessionSubject): Promise<Forecast | null>;
}

/** What a run with language models needs beside the prompt. */
export interface PreparedRun {
  readonly team: ModelTeam;
  /** What the prompt is tried on; none when no test cases are configured. */
  readonly cases: readonly EvaluationCase[];
  /** What of the test cases could not be used, a sentence for each. */
  readonly caseProblems: readonly string[];
  /** Documents of the data room that are switched on. */
  readonly grounding: GroundingOptions;
}

interface ServiceHost {
  readonly engine: Pick<Engine, 'forecast'>;
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Knows what calls of models took in earlier runs. */
  readonly history: Pick<HistoryStore, 'modelLatencies'>;
  /** What of the data room goes with a run now. */
  readonly grounding: () => Promise<GroundingOptions>;
}

export function createModelService({ context, log, engine, ...host }: ServiceHost): ModelService {
  const keys = createApiKeys({ secrets: context.secrets, memory: context.globalState, log });
  const exchanges = createExchanges();
  const reports = createReportDocuments();
  const cache = createDiskCache({
    folder: path.join(context.globalStorageUri.fsPath, 'answers'),
    onProblem: (problem) => log.warn(problem),
  });
  const caseProblems = createCaseProblems();
  const documents = vscode.workspace.registerTextDocumentContentProvider(EXCHANGE_SCHEME, exchanges);
  const slots = createRunSlots(() => readSettings().models.concurrency);
  const raised = followConcurrency(slots);
  const shared = sharedAccess({ cache, log, exchanges });
  const service: ModelService = {
    keys,
    connections: createModelConnections(),
    exchanges,
    reports,
    cache,
    caseProblems,
    slots,
    dialogs: editorDialogs,
    prepareRun: async (subject, purpose) => {
      const { models, run: settings } = readSettings(subject.uri);
      if (models.engine === 'rules') return null;
      const given = await casesFor(subject, caseProblems, purpose);
      const { cases } = fittingCases(promptOfTarget(subject.target), given.cases);
      const asked = rolesAsked(purpose, cases.length);
      const connected = await connectRoles(service, { settings: models, asked, shared });
      if (connected === undefined) return undefined;
      const team = { ...connected, latencies: await latenciesOf({ log, ...host }) };
      const isRun = purpose === 'optimize';
      const grounding = isRun ? await host.grounding() : { documents: [] };
      const forecast = isRun ? await engine.forecast(subject, { settings, team, cases, grounding }) : null;
      const isGiven = await askConsent(
        { memory: context.workspaceState, dialogs: service.dialogs },
        {
          team,
          asked,
          purpose,
          budget: models.budget,
          forecast: forecast === null ? null : describeForecast(forecast),
          cases: cases.length,
          documents: grounding.documents,
          documentTokens: grounding.limitTokens ?? defaultGroundingTokens,
        },
      );
      return isGiven ? { team, ...given, grounding } : undefined;
    },
    forecast: (subject) => forecastRun(service, { engine, shared, log, ...host }, subject),
    dispose: () => void vscode.Disposable.from(documents, raised, reports, caseProblems).dispose(),
  };
  return service;
}

/** What all calls of this window share. */
function sharedAccess({
  cache,
  log,
  exchanges,
}: Pick<ModelService, 'cache' | 'exchanges'> & Pick<ServiceHost, 'log'>): SharedAccess {
  return {
    cache,
    random: Math.random,
    log: (line) => log.info(line),
    onExchange: (exchange) => exchanges.add(exchange),
  };
}

/** A raised setting holds for those who wait already. */
function followConcurrency(slots: RunSlots): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${settingsSection}.concurrency`)) slots.refresh();
  });
}

/** What a run on the subject would need now. */
async function forecastRun(
  service: Pick<ModelService, 'connections' | 'caseProblems'>,
  host: Omit<ServiceHost, 'context'> & { readonly shared: SharedAccess },
  subject: SessionSubject,
): Promise<Forecast | null> {
  const { models, run: settings } = readSettings(subject.uri);
  if (models.engine === 'rules') return null;
  const given = await casesFor(subject, service.caseProblems, 'optimize');
  const { cases } = fittingCases(promptOfTarget(subject.target), given.cases);
  const asked = rolesAsked('optimize', cases.length);
  const known = await teamWithoutKeys(service, { settings: models, asked, shared: host.shared });
  if (known === null) return null;
  const team = { ...known, latencies: await latenciesOf(host) };
  return host.engine.forecast(subject, { settings, team, cases, grounding: await host.grounding() });
}

/** Without them a forecast says that its time is what models usually take: no reason to hold a run up. */
async function latenciesOf({
  history,
  log,
}: Pick<ServiceHost, 'history' | 'log'>): Promise<readonly ModelLatency[]> {
  return history.modelLatencies().catch((error: unknown) => {
    log.warn(`The history gives no latencies: ${describeError(error)}`);
    return [];
  });
}

type GivenCases = Pick<PreparedRun, 'cases' | 'caseProblems'>;

const noCases: GivenCases = { cases: [], caseProblems: [] };

async function casesFor(
  { uri }: SessionSubject,
  problems: CaseProblems,
  purpose: RunPurpose,
): Promise<GivenCases> {
  if (purpose !== 'optimize' && purpose !== 'test') return noCases;
  const configured = await readConfiguredSuite(uri, problems);
  if (configured === null) return noCases;
  const { suite } = configured;
  return { cases: suite.cases, caseProblems: problemsOfCases(suite.problems).map(describeProblem) };
}
