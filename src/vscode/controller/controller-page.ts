import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { Favorite, FavoriteStore } from '../../core/history/favorite.ts';
import type { ModelRole } from '../../core/model.ts';
import { changedSettings, isSettingName, parseSetting, settingNames } from '../../core/pcv/setting-values.ts';
import type { Forecast, ForecastRange } from '../../core/pcv/forecast.ts';
import type { ControllerPage, ControllerRequest, SettingPlace } from '../../protocol/controller-page.ts';
import type { Dialogs } from '../models/dialogs.ts';
import { type LimitSetting, limitToWrite, modelOfRole } from '../models/model-settings.ts';
import type { PanelPage } from '../panel/panel-pages.ts';
import { readSettings, settingsSection } from '../settings.ts';
import { readSharedFavorite, writeSharedFavorite } from './shared-favorite.ts';
import type { CommandId } from '../manifest.ts';

interface ControllerServices {
  readonly dialogs: Dialogs;
  readonly favorites: Readonly<Record<SettingPlace, FavoriteStore>>;
  /** Of a run on the prompt in front; null without one and for the rules engine. */
  readonly forecast: () => Promise<Forecast | null>;
}

/** The TFM Controller of a panel, and the door for what its reader asks. */
export interface ControllerPanel extends PanelPage<'controller'>, vscode.Disposable {
  receive(request: ControllerRequest): Promise<void>;
}

/** The settings and the page are one thing: what is set here is written there, and what is set there shows here. */
export function createControllerPage(services: ControllerServices): ControllerPanel {
  const changed = new vscode.EventEmitter<void>();
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingsSection)) changed.fire();
  });
  const hasWorkspace = (): boolean => (vscode.workspace.workspaceFolders ?? []).length > 0;
  let chosenPlace: SettingPlace = 'workspace';
  const place = (): SettingPlace => (hasWorkspace() ? chosenPlace : 'user');
  return {
    onDidChange: changed.event,
    state: async () => ({
      ...readParameters(place()),
      place: place(),
      hasWorkspace: hasWorkspace(),
      favorites: await listFavorites(services),
      forecast: await readForecast(services),
    }),
    receive: async (request) => {
      if (request.type === 'set-place') chosenPlace = request.place;
      else await perform(services, place(), request);
      changed.fire();
    },
    dispose: () => {
      settings.dispose();
      changed.dispose();
    },
  };
}

function readParameters(
  place: SettingPlace,
): Omit<ControllerPage, 'place' | 'hasWorkspace' | 'favorites' | 'forecast'> {
  const { run, models, recordsEdits } = readSettings();
  const { budget, concurrency, engine, tests } = models;
  const nameOf = (role: ModelRole): string => (engine === 'rules' ? '' : modelOfRole(models, role));
  return {
    name: 'controller',
    values: Object.fromEntries(settingNames.map((name) => [name, run[name]])),
    changed: settingNames.filter((name) => valueAt(name, place) !== undefined),
    engine,
    models: {
      proposer: nameOf('proposer'),
      critic: nameOf('critic'),
      verifier: nameOf('verifier'),
      target: nameOf('target'),
    },
    tests,
    limits: {
      calls: budget.calls,
      tokens: budget.tokens,
      costUsd: budget.costUsd,
      seconds: budget.timeMs === null ? null : budget.timeMs / 1000,
      concurrency,
    },
    recordsEdits,
  };
}

/** A model that cannot be found is no reason to show nothing of the page. */
async function readForecast({ forecast }: ControllerServices): Promise<ControllerPage['forecast']> {
  const read = await forecast().catch(() => null);
  if (read === null) return null;
  const { calls, inputTokens, outputTokens, costUsd, durationMs, latency } = read;
  const ends = ({ low, high }: ForecastRange) => ({ low, high });
  return {
    calls: ends(calls),
    tokens: { low: inputTokens.low + outputTokens.low, high: inputTokens.high + outputTokens.high },
    costUsd: costUsd === null ? null : ends(costUsd),
    seconds: { low: Math.round(durationMs.low / 1000), high: Math.round(durationMs.high / 1000) },
    latency,
  };
}

function valueAt(name: string, place: SettingPlace): unknown {
  const inspected = vscode.workspace.getConfiguration(settingsSection).inspect(`run.${name}`);
  return place === 'workspace' ? inspected?.workspaceValue : inspected?.globalValue;
}

type Performed = Exclude<ControllerRequest, { type: 'set-place' }>;

async function perform(services: ControllerServices, place: SettingPlace, request: Performed): Promise<void> {
  switch (request.type) {
    case 'set':
      return setParameter(place, request.name, request.value);
    case 'reset':
      return write(place, request.name, undefined);
    case 'reset-all':
      return resetAll(services, place);
    case 'set-limit':
      return setLimit(request.name, request.value);
    case 'set-record-edits':
      return writeSetting(place, 'history.recordEdits', request.value);
    case 'select-model':
      await vscode.commands.executeCommand('promptops.selectModel' satisfies CommandId);
      return;
    case 'open-settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', request.query);
      return;
    case 'save-favorite':
      return saveFavorite(services, place);
    case 'import-favorite':
      return importFavorite(services, place);
    case 'apply-favorite':
    case 'rename-favorite':
    case 'delete-favorite':
    case 'set-default-favorite':
    case 'share-favorite':
      return performOnFavorite(services, place, request);
  }
}

type OnFavorite = Extract<Performed, { readonly place: SettingPlace }>;

async function performOnFavorite(
  { favorites, dialogs }: ControllerServices,
  place: SettingPlace,
  request: OnFavorite,
): Promise<void> {
  const store = favorites[request.place];
  const favorite = await requireFavorite(store, request.name);
  switch (request.type) {
    case 'apply-favorite':
      return applySettings(place, favorite.settings);
    case 'set-default-favorite':
      return store.setDefaultFavorite(request.isDefault ? favorite.name : null);
    case 'rename-favorite': {
      const name = await askName(dialogs, favorite.name);
      if (name !== undefined) await store.renameFavorite({ from: favorite.name, to: name });
      return;
    }
    case 'delete-favorite': {
      const message = vscode.l10n.t('Delete the favorite “{0}”?', favorite.name);
      const detail = vscode.l10n.t('The settings that hold now stay as they are.');
      const accept = vscode.l10n.t('Delete');
      if (await dialogs.confirm({ message, detail, accept })) await store.deleteFavorite(favorite.name);
      return;
    }
    case 'share-favorite': {
      await vscode.env.clipboard.writeText(writeSharedFavorite(favorite));
      await dialogs.tell(vscode.l10n.t('The favorite “{0}” is on the clipboard as JSON.', favorite.name));
    }
  }
}

async function setParameter(place: SettingPlace, name: string, value: unknown): Promise<void> {
  const parsed = isSettingName(name) ? parseSetting(name, value) : null;
  if (parsed === null) throw unusable(`run.${name}`);
  await write(place, name, parsed.value);
}

/** Always in the user settings: what may be spent is no matter of a workspace. */
async function setLimit(limit: LimitSetting, value: number | null): Promise<void> {
  const setting = limitToWrite(limit, value);
  if (setting === null) throw unusable(limit);
  await writeSetting('user', setting.name, setting.value);
}

function unusable(name: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('The setting promptops.{0} cannot have this value.', name),
    nextStep: vscode.l10n.t('Choose a value within its bounds.'),
  });
}

async function write(place: SettingPlace, name: string, value: unknown): Promise<void> {
  if (isSettingName(name)) await writeSetting(place, `run.${name}`, value);
}

async function writeSetting(place: SettingPlace, name: string, value: unknown): Promise<void> {
  const target =
    place === 'workspace' ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(settingsSection).update(name, value, target);
}

/** What is not part of the set goes back to its default, so that a favorite always means the same. */
async function applySettings(place: SettingPlace, settings: Favorite['settings']): Promise<void> {
  for (const name of settingNames) {
    const parsed = Object.hasOwn(settings, name) ? parseSetting(name, settings[name]) : null;
    if (parsed !== null) await write(place, name, parsed.value);
    else if (valueAt(name, place) !== undefined) await write(place, name, undefined);
  }
}

/** To the default favorite of the place when there is one, else to the defaults of the product. */
async function resetAll({ favorites }: ControllerServices, place: SettingPlace): Promise<void> {
  const standard = (await favorites[place].listFavorites()).find(({ isDefault }) => isDefault);
  await applySettings(place, standard?.settings ?? {});
}

async function listFavorites({ favorites }: ControllerServices): Promise<ControllerPage['favorites']> {
  const places = ['workspace', 'user'] as const;
  const lists = await Promise.all(
    places.map(async (place) => {
      const listed = await favorites[place].listFavorites();
      return listed.map(({ name, isDefault }) => ({ name, isDefault, place }));
    }),
  );
  return lists.flat();
}

async function saveFavorite({ favorites, dialogs }: ControllerServices, place: SettingPlace): Promise<void> {
  const name = await askName(dialogs, '');
  if (name === undefined) return;
  await favorites[place].saveFavorite({ name, settings: changedSettings(readSettings().run) });
}

async function importFavorite(
  { favorites, dialogs }: ControllerServices,
  place: SettingPlace,
): Promise<void> {
  const shared = readSharedFavorite(await vscode.env.clipboard.readText());
  const name = await askName(dialogs, shared.name);
  if (name !== undefined) await favorites[place].saveFavorite({ name, settings: shared.settings });
}

async function askName(dialogs: Dialogs, value: string): Promise<string | undefined> {
  const name = await dialogs.enter({
    title: vscode.l10n.t('Name of the Favorite'),
    value,
    validateInput: (text) => {
      if (text.trim() === '') return vscode.l10n.t('A favorite needs a name.');
      return text.trim().length > 80 ? vscode.l10n.t('At most {0} characters are kept.', 80) : undefined;
    },
  });
  return name?.trim();
}

async function requireFavorite(store: FavoriteStore, name: string): Promise<Favorite> {
  const favorite = (await store.listFavorites()).find((known) => known.name === name);
  if (favorite !== undefined) return favorite;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('There is no favorite named “{0}” any more.', name),
    nextStep: vscode.l10n.t('Choose one from the list of favorites.'),
  });
}
