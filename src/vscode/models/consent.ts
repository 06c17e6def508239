import * as vscode from 'vscode';
import type { RoomDocument } from '../../core/data-room/room-document.ts';
import type { Budget, ModelRole } from '../../core/model.ts';
import type { ChatModel } from '../../core/models/chat-model.ts';
import type { ModelTeam } from '../../core/pcv/model-engine/model-team.ts';
import type { Dialogs } from './dialogs.ts';
import type { RunPurpose } from './roles-asked.ts';

/** Remembers what was agreed to; one for each workspace. */
type ConsentMemory = Pick<vscode.Memento, 'get' | 'update'>;

export interface PlannedRun {
  readonly purpose: RunPurpose;
  readonly team: ModelTeam;
  /** The roles of the team that are asked. */
  readonly asked: readonly ModelRole[];
  readonly budget: Budget;
  /** What the run may come to, in one sentence; null while nothing can be said. */
  readonly forecast: string | null;
  /** Test cases whose outputs are part of the run. */
  readonly cases: number;
  /** Documents of the data room that go along. */
  readonly documents: readonly Pick<RoomDocument, 'id' | 'title'>[];
  /** Tokens that they may add to a call. */
  readonly documentTokens: number;
}

interface ConsentHost {
  readonly memory: ConsentMemory;
  readonly dialogs: Dialogs;
}

const consentKey = 'promptops.consents';
const documentsKey = 'promptops.documentConsents';

/** Asks, once for each destination, workspace and document, whether texts may go there. False: they may not. */
export async function askConsent({ memory, dialogs }: ConsentHost, run: PlannedRun): Promise<boolean> {
  const given = readConsents(memory.get(consentKey));
  const sent = readConsents(memory.get(documentsKey));
  const destinations = destinationsOf(run);
  const documents = destinations.flatMap((to) => run.documents.map(({ id }) => `${to} ${id}`));
  const isKnown = documents.every((document) => sent.includes(document));
  if (destinations.every((to) => given.includes(to)) && isKnown) return true;
  const names = destinations.join(', ');
  const isGiven = await dialogs.confirm({
    message: isKnown
      ? vscode.l10n.t('Send this prompt to {0}?', names)
      : vscode.l10n.t('Send this prompt and documents of the data room to {0}?', names),
    detail: consentDetail(run),
    accept: acceptLabel(run.purpose),
  });
  if (isGiven) {
    await memory.update(consentKey, [...new Set([...given, ...destinations])]);
    if (!isKnown) await memory.update(documentsKey, [...new Set([...sent, ...documents])]);
  }
  return isGiven;
}

/** Where the texts go, read off the very models that will be called: origins, or vendors of the editor's models. */
export function destinationsOf({ team, asked }: Pick<PlannedRun, 'team' | 'asked'>): readonly string[] {
  return [...new Set(asked.map((role) => destinationOf(team[role].provider)))];
}

function destinationOf({ endpoint }: Pick<ChatModel, 'endpoint'>): string {
  return URL.canParse(endpoint) ? new URL(endpoint).origin : endpoint.replace(/^vscode\.lm\//, '');
}

function acceptLabel(purpose: RunPurpose): string {
  switch (purpose) {
    case 'optimize':
      return vscode.l10n.t('Send and Optimize');
    case 'test':
      return vscode.l10n.t('Send and Test');
    case 'draft':
      return vscode.l10n.t('Send and Draft');
    case 'ask':
      return vscode.l10n.t('Send and Ask');
  }
}

/** What goes where, what it may cost, and where it ends. */
export function consentDetail(run: PlannedRun): string {
  const { purpose, budget, cases, documents } = run;
  const estimate = estimateOf(run);
  return [
    vscode.l10n.t('Who gets what:'),
    ...rolesByModel(run).map(([model, roles]) => `• ${model}: ${roles.join(', ')}`),
    sentTexts(purpose, cases),
    ...(documents.length === 0 ? [] : [documentsLine(run)]),
    '',
    ...(estimate === null ? [] : [estimate]),
    vscode.l10n.t('The run ends at the latest after {0}.', describeBudget(budget)),
    ...moneyLines(run),
    '',
    documents.length === 0
      ? vscode.l10n.t('You are asked once for each address and workspace.')
      : vscode.l10n.t('You are asked once for each address, workspace and document.'),
  ].join('\n');
}

function estimateOf({ purpose, cases, forecast }: PlannedRun): string | null {
  switch (purpose) {
    case 'optimize':
      return forecast;
    case 'test':
      return vscode.l10n.t(
        'It takes about {0} calls: one for each test case, more where a model judges.',
        cases,
      );
    case 'draft':
      return vscode.l10n.t('It takes one call.');
    case 'ask':
      return vscode.l10n.t('Suggestions take two calls, each question takes one.');
  }
}

function sentTexts(purpose: RunPurpose, cases: number): string {
  if (purpose === 'draft') return vscode.l10n.t('The prompt is sent; no other text of the file is.');
  if (purpose === 'ask') {
    return vscode.l10n.t(
      'The prompt, what you write about it and the answers are sent; no other text of the file is.',
    );
  }
  return cases > 0
    ? vscode.l10n.t(
        'The prompt, findings about it, your test cases and the outputs are sent; no other file is.',
      )
    : vscode.l10n.t('The prompt and findings about it are sent; no other text of the file is.');
}

/** Titles that a question can name and still be read. */
const mostTitles = 6;

function documentsLine({ documents, documentTokens }: PlannedRun): string {
  const titles = documents.slice(0, mostTitles).map(({ title }) => title);
  const others = documents.length - titles.length;
  const names = others > 0 ? [...titles, vscode.l10n.t('{0} more', others)] : titles;
  return vscode.l10n.t(
    'Passages of these documents go along, up to {0} tokens a call: {1}.',
    documentTokens.toLocaleString(vscode.env.language),
    names.join(', '),
  );
}

/** Each model with its roles, and with its address where there is more than one. */
function rolesByModel(run: PlannedRun): readonly (readonly [string, readonly string[]])[] {
  const isSpread = destinationsOf(run).length > 1;
  const roles = new Map<string, ModelRole[]>();
  for (const role of run.asked) {
    const { provider } = run.team[role];
    const name = isSpread
      ? vscode.l10n.t('{0} at {1}', provider.name, destinationOf(provider))
      : provider.name;
    roles.set(name, [...(roles.get(name) ?? []), role]);
  }
  return [...roles];
}

/** "200 calls, 600 s": the limits that are set. */
export function describeBudget({ calls, tokens, costUsd, timeMs }: Budget): string {
  const limits = [
    calls === null ? null : vscode.l10n.t('{0} calls', calls),
    tokens === null ? null : vscode.l10n.t('{0} tokens', tokens),
    costUsd === null ? null : vscode.l10n.t('${0}', costUsd),
    timeMs === null ? null : vscode.l10n.t('{0} s', timeMs / 1000),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? vscode.l10n.t('no limit') : limits.join(', ');
}

/** A budget of money is worth nothing where no price is known, and that has to be said. */
function moneyLines({ team, asked, budget: { costUsd } }: PlannedRun): readonly string[] {
  const unpriced = asked.filter((role) => team[role].price === null).map((role) => team[role].provider.name);
  if (costUsd === null || unpriced.length === 0) return [];
  const names = [...new Set(unpriced)].join(', ');
  return [vscode.l10n.t('No price is known for {0}, so the limit of ${1} cannot be kept.', names, costUsd)];
}

function readConsents(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
