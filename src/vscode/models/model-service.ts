import path from 'node:path';
import * as vscode from 'vscode';
import type { GroundingOptions } from '../../core/data-room/grounding.ts';
import type { Engine } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { ModelRole } from '../../core/model.ts';
import type { EvaluationCase } from '../../core/evaluation/cases/evaluation-case.ts';
import { modelRoles } from '../../core/models/model-roles.ts';
import {
  createTeam,
  type ModelTeam,
  type RoleModel,
  type SharedAccess,
} from '../../core/pcv/model-engine/model-team.ts';
import type { Forecast } from '../../core/pcv/forecast.ts';
import { describeForecast } from '../../core/report/forecast-text.ts';
import { createDiskCache, type DiskCache } from '../../node/disk-cache.ts';
import { createRunSlots, type RunSlots } from '../queue/run-slots.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import { readConfiguredSuite } from './configured-cases.ts';
import { askConsent, type RunPurpose } from './consent.ts';
import { editorDialogs, type Dialogs } from './dialogs.ts';
import { createExchanges, EXCHANGE_SCHEME, type Exchanges } from './exchanges.ts';
import { createReportDocuments, type ReportDocuments } from './report-documents.ts';
import { requireKey } from './key-entry.ts';
import { createModelConnections, endpointOf, type ModelConnections } from './model-connections.ts';
import { modelOfRole, type ModelSettings } from './model-settings.ts';

/** Everything of this window that has to do with language models. */
export interface ModelService extends vscode.Disposable {
  readonly keys: ApiKeys;
  readonly connections: ModelConnections;
  readonly exchanges: Exchanges;
  readonly reports: ReportDocuments;
  readonly cache: DiskCache;
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
  /** Documents of the data room that are switched on. */
  readonly grounding: GroundingOptions;
}

interface ServiceHost {
  readonly engine: Pick<Engine, 'forecast'>;
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
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
  const documents = vscode.workspace.registerTextDocumentContentProvider(EXCHANGE_SCHEME, exchanges);
  const shared: SharedAccess = {
    cache,
    random: Math.random,
    log: (line) => log.info(line),
    onExchange: (exchange) => exchanges.add(exchange),
  };
  const service: ModelService = {
    keys,
    connections: createModelConnections(),
    exchanges,
    reports,
    cache,
    slots: createRunSlots(() => readSettings().models.concurrency),
    dialogs: editorDialogs,
    prepareRun: async (subject, purpose) => {
      const { models, run: settings } = readSettings(subject.uri);
      if (models.engine === 'rules') return null;
      const roles = await connectRoles(service, models);
      if (roles === undefined) return undefined;
      const cases = purpose === 'ask' || purpose === 'draft' ? [] : await casesFor(subject);
      const team = createTeam(roles.proposer, shared, roles);
      const isRun = purpose === 'optimize';
      const grounding = isRun ? await host.grounding() : { documents: [] };
      const forecast = isRun ? await engine.forecast(subject, { settings, team, cases, grounding }) : null;
      const isGiven = await askConsent(
        { memory: context.workspaceState, dialogs: service.dialogs },
        {
          team,
          purpose,
          destination: destinationOf(models),
          budget: models.budget,
          forecast: forecast === null ? null : describeForecast(forecast),
          cases: cases.length,
          documents: grounding.documents,
        },
      );
      return isGiven ? { team, cases, grounding } : undefined;
    },
    forecast: (subject) => forecastRun(service, { engine, shared, ...host }, subject),
    dispose: () => void vscode.Disposable.from(documents, reports).dispose(),
  };
  return service;
}

/** What a run on the subject would need now. */
async function forecastRun(
  service: Pick<ModelService, 'connections'>,
  host: Pick<ServiceHost, 'engine' | 'grounding'> & { readonly shared: SharedAccess },
  subject: SessionSubject,
): Promise<Forecast | null> {
  const { models, run: settings } = readSettings(subject.uri);
  const roles = models.engine === 'rules' ? null : await rolesWithoutKey(service, models);
  if (roles === null) return null;
  const cases = await casesFor(subject);
  const team = createTeam(roles.proposer, host.shared, roles);
  return host.engine.forecast(subject, { settings, team, cases, grounding: await host.grounding() });
}

async function casesFor({ uri }: SessionSubject): Promise<readonly EvaluationCase[]> {
  return (await readConfiguredSuite(uri))?.suite.cases ?? [];
}

type Roles = Readonly<Record<ModelRole, RoleModel>>;

/** The model of each role, or undefined when the person would not give a key. */
async function connectRoles(
  service: Pick<ModelService, 'keys' | 'connections' | 'dialogs'>,
  settings: ModelSettings,
): Promise<Roles | undefined> {
  const names = modelRoles.map((role) => modelOfRole(settings, role));
  if (names.includes('')) throw noModel();
  const { connections } = service;
  if (settings.engine === 'vscode-lm') {
    return toRoles(await Promise.all(names.map((name) => connections.toEditor(name))));
  }
  const url = endpointOf(settings);
  const entered = await requireKey(service, url);
  if (entered.kind === 'given-up') return undefined;
  const key = entered.kind === 'key' ? entered.key : null;
  return toRoles(
    await Promise.all(names.map((model) => connections.roleModel({ url, model, key }, settings))),
  );
}

/** The models of the roles for a look at their prices: none of them is called. */
async function rolesWithoutKey(
  { connections }: Pick<ModelService, 'connections'>,
  settings: ModelSettings,
): Promise<Roles | null> {
  const names = modelRoles.map((role) => modelOfRole(settings, role));
  if (names.includes('')) return null;
  const connect = (model: string): Promise<RoleModel> =>
    settings.engine === 'vscode-lm'
      ? connections.toEditor(model)
      : connections.roleModel({ url: endpointOf(settings), model, key: null }, settings);
  return toRoles(await Promise.all(names.map(connect)));
}

function toRoles(models: readonly RoleModel[]): Roles {
  return Object.fromEntries(modelRoles.map((role, index) => [role, models[index]])) as Roles;
}

/** Where the texts go, as a person is asked about it. */
function destinationOf(settings: ModelSettings): string {
  if (settings.engine === 'openai') return endpointOf(settings).origin;
  const vendors = modelRoles.map((role) => modelOfRole(settings, role).split('/')[0] ?? '');
  return [...new Set(vendors)].join(', ');
}

function noModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'No language model is chosen.',
    nextStep: 'Run Select Model.',
  });
}
