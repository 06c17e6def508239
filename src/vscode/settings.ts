import * as vscode from 'vscode';
import type { DetectionSettings } from '../core/source/detection/detection-settings.ts';
import { defaultGroundingTokens, groundingTokenBounds } from '../core/data-room/grounding.ts';
import type { RetentionPolicy } from '../core/history/retention.ts';
import { parseDetectionSettings } from '../core/source/detection/detection-settings.ts';
import type { EncodingName, ModelRole, RunSettings } from '../core/model.ts';
import { modelRoles } from '../core/models/model-roles.ts';
import { defaultRunSettings } from '../core/pcv/run-settings.ts';
import { parseSettings, settingNames } from '../core/pcv/setting-values.ts';
import {
  commonPlace,
  nameOfPlace,
  parseModelSettings,
  type ChosenModel,
  type ModelSettings,
} from './models/model-settings.ts';

/** The one reader of `promptops.*` settings; nothing else asks the editor for its configuration. */
export interface Settings {
  readonly codeLensEnabled: boolean;
  readonly statusBarEnabled: boolean;
  readonly diagnosticsEnabled: boolean;
  /** Ids or names of rules whose findings are not shown. */
  readonly disabledRules: readonly string[];
  /** Whether edits by hand of prompts that have a history are kept when the file is saved. */
  readonly recordsEdits: boolean;
  /** What of the history may be deleted. */
  readonly retention: RetentionPolicy;
  /** Days after which a person is reminded of a link they have shared; null: never. */
  readonly shareReminderDays: number | null;
  /** Tokens that documents of the data room may add to a call. */
  readonly groundingTokens: number;
  /** What a person has said about finding prompts. */
  readonly detection: DetectionSettings;
  readonly run: RunSettings;
  /** In a workspace that is not trusted: the rules engine, and no file of test cases. */
  readonly models: ModelSettings;
}

export const settingsSection = 'promptops';

/** Reads the settings that hold for a document. A value out of bounds counts as not set. */
export function readSettings(scope?: vscode.ConfigurationScope): Settings {
  const configuration = vscode.workspace.getConfiguration(settingsSection, scope);
  const models = readModelSettings(configuration);
  return {
    codeLensEnabled: configuration.get('codeLens.enabled', true),
    statusBarEnabled: configuration.get('statusBar.enabled', true),
    diagnosticsEnabled: configuration.get('diagnostics.enabled', true),
    disabledRules: readStrings(configuration, 'rules.disabled'),
    detection: parseDetectionSettings((name) => configuration.get(`detection.${name}`)),
    recordsEdits: configuration.get('history.recordEdits', true),
    retention: readRetention(configuration),
    shareReminderDays: readLimit(configuration, 'sharing.reminderDays', 30),
    groundingTokens: readGroundingTokens(configuration),
    run: readRunSettings(configuration, models),
    models,
  };
}

/** What Select Model has come to: the rules, a model for all, or one for a single role; null: the one for all. */
export type ModelChoice =
  | { readonly engine: 'rules' }
  | { readonly chosen: ChosenModel }
  | { readonly role: ModelRole; readonly chosen: ChosenModel | null };

/** Keeps a choice in the user settings. A new model for all takes the place of those of single roles, wherever they are. */
export async function writeModelChoice(choice: ModelChoice): Promise<void> {
  if ('role' in choice) return writeRoleChoice(choice.role, choice.chosen);
  if ('chosen' in choice) {
    const { chosen } = choice;
    if (chosen.engine === 'openai') await write('model.baseUrl', chosen.baseUrl);
    await write('model.name', chosen.model);
    for (const role of modelRoles) await write(`model.${role}`, '');
    await write('model.endpoints', {});
  }
  // Last, so that no run ever meets the new engine with the old model.
  await write('engine', 'chosen' in choice ? choice.chosen.engine : choice.engine);
}

async function writeRoleChoice(role: ModelRole, chosen: ChosenModel | null): Promise<void> {
  const { models } = readSettings();
  const common = nameOfPlace(commonPlace(models, ''));
  const isElsewhere = chosen !== null && nameOfPlace(chosen) !== common;
  const others = Object.entries(models.endpoints).filter(([name]) => name !== role);
  const own = isElsewhere ? [[role, nameOfPlace(chosen)] as const] : [];
  await write('model.endpoints', Object.fromEntries([...others, ...own]));
  const isSame = chosen === null || (!isElsewhere && chosen.model === models.model);
  await write(`model.${role}`, isSame ? '' : chosen.model);
}

/** Empty is the default of all of them. */
async function write(name: string, value: string | Readonly<Record<string, string>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  const isEmpty = typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
  const kept = isEmpty ? undefined : value;
  if (JSON.stringify(configuration.inspect(name)?.globalValue) === JSON.stringify(kept)) return;
  await configuration.update(name, kept, vscode.ConfigurationTarget.Global);
}

/** Names the test cases for a file in the settings of its workspace folder. `tests` is relative to that folder. */
export async function writeTests(uri: vscode.Uri, tests: string): Promise<void> {
  const isAlone = vscode.workspace.workspaceFolders?.length === 1;
  const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration(settingsSection, uri);
  await configuration.update('tests', tests, isAlone ? Workspace : WorkspaceFolder);
}

function readRetention(configuration: vscode.WorkspaceConfiguration): RetentionPolicy {
  const megabytes = readLimit(configuration, 'history.maxMegabytes', 0);
  return {
    maxAgeDays: readLimit(configuration, 'history.maxAgeDays', 0),
    maxVersionsPerPrompt: readLimit(configuration, 'history.maxVersionsPerPrompt', 0),
    maxTextBytes: megabytes === null ? null : megabytes * 1_000_000,
  };
}

/** 0 is no limit, and so is what is no number of something. */
function readLimit(
  configuration: vscode.WorkspaceConfiguration,
  name: string,
  fallback: number,
): number | null {
  const value: unknown = configuration.get(name, fallback);
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

function readGroundingTokens(configuration: vscode.WorkspaceConfiguration): number {
  const value: unknown = configuration.get('dataRoom.maxTokens');
  const { minimum, maximum } = groundingTokenBounds;
  const isAllowed = Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  return isAllowed ? Number(value) : defaultGroundingTokens;
}

function readModelSettings(configuration: vscode.WorkspaceConfiguration): ModelSettings {
  const settings = parseModelSettings((name) => configuration.get(name));
  return vscode.workspace.isTrusted ? settings : { ...settings, engine: 'rules', tests: '' };
}

function readRunSettings(
  configuration: vscode.WorkspaceConfiguration,
  { engine, budget }: ModelSettings,
): RunSettings {
  const set = parseSettings(
    Object.fromEntries(settingNames.map((name) => [name, configuration.get(`run.${name}`)])),
  );
  const settings = { ...defaultRunSettings, ...set, engine, encoding: readEncoding(configuration) };
  // The rules call nobody: limits of calls and money say nothing about them.
  return engine === 'rules' ? settings : { ...settings, budget };
}

function readEncoding(configuration: vscode.WorkspaceConfiguration): EncodingName {
  const value: unknown = configuration.get('tokens.encoding');
  return value === 'cl100k_base' || value === 'o200k_base' ? value : defaultRunSettings.encoding;
}

function readStrings(configuration: vscode.WorkspaceConfiguration, name: string): readonly string[] {
  const value: unknown = configuration.get(name);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
