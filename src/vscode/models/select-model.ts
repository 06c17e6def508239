import * as vscode from 'vscode';
import type { ModelRole } from '../../core/model.ts';
import { modelRoles } from '../../core/models/model-roles.ts';
import { readSettings, writeModelChoice } from '../settings.ts';
import { chooseAtEndpoint, chooseEditorModel, type ChoosingServices } from './choose-model.ts';
import { editorModelName } from './editor-chat-model.ts';
import { endpointPresets, type EndpointPreset } from './endpoint-presets.ts';
import { listEditorModels } from './model-connections.ts';
import { chosenModel, commonPlace, type ChosenModel, type ModelSettings } from './model-settings.ts';

type Choice =
  | { readonly kind: 'rules' }
  | { readonly kind: 'role' }
  | { readonly kind: 'common' }
  | { readonly kind: 'editor'; readonly name: string }
  | { readonly kind: 'preset'; readonly preset: EndpointPreset };

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Lets a person choose who rewrites, tries the choice out, and keeps it in the user settings. */
export async function selectModel(services: ChoosingServices): Promise<void> {
  const { models } = readSettings();
  const picked = await services.dialogs.pick<ChoiceItem>(choicesForAll(models), {
    title: vscode.l10n.t('Select Model'),
    placeHolder: vscode.l10n.t('Who shall propose, criticise and verify rewrites?'),
  });
  if (picked?.choice === undefined) return;
  if (picked.choice.kind === 'rules') return writeModelChoice({ engine: 'rules' });
  if (picked.choice.kind === 'role') return selectForRole(services);
  const chosen = await tryChoice(services, picked.choice);
  if (chosen !== undefined) await writeModelChoice({ chosen });
}

/** One role may be anywhere: at the address of the others, at another one, or in the editor. */
async function selectForRole(services: ChoosingServices): Promise<void> {
  const { models } = readSettings();
  const role = await pickRole(services, models);
  if (role === undefined) return;
  const picked = await services.dialogs.pick<ChoiceItem>(choicesForRole(models, role), {
    title: roleLabels()[role],
    placeHolder: vscode.l10n.t('Which model shall have this role?'),
  });
  if (picked?.choice === undefined) return;
  if (picked.choice.kind === 'common') return writeModelChoice({ role, chosen: null });
  const chosen = await tryChoice(services, picked.choice);
  if (chosen !== undefined) await writeModelChoice({ role, chosen });
}

async function tryChoice(services: ChoosingServices, choice: Choice): Promise<ChosenModel | undefined> {
  if (choice.kind === 'editor') return chooseEditorModel(services, choice.name);
  return choice.kind === 'preset' ? chooseAtEndpoint(services, choice.preset) : undefined;
}

async function choicesForAll(models: ModelSettings): Promise<readonly ChoiceItem[]> {
  const isRules = models.engine === 'rules';
  const current = isRules ? null : commonPlace(models, models.model);
  const role: readonly ChoiceItem[] = isRules
    ? []
    : [
        separator(vscode.l10n.t('Roles')),
        { label: vscode.l10n.t('Another Model for One Role…'), choice: { kind: 'role' } },
      ];
  return [
    {
      label: vscode.l10n.t('Rules'),
      description: isRules ? vscode.l10n.t('current') : '',
      detail: vscode.l10n.t('On this machine: no key, no network, milliseconds.'),
      choice: { kind: 'rules' },
    },
    ...(await places(current, models.baseUrl)),
    ...role,
  ];
}

async function choicesForRole(models: ModelSettings, role: ModelRole): Promise<readonly ChoiceItem[]> {
  const common = commonPlace(models, models.model);
  const current = chosenModel(models, role);
  const sameAddress: readonly ChoiceItem[] =
    common.engine === 'openai'
      ? [
          {
            label: vscode.l10n.t('Another Model at the Same Address…'),
            description: common.baseUrl,
            choice: { kind: 'preset', preset: { name: '', baseUrl: common.baseUrl, isTemplate: false } },
          },
        ]
      : [];
  return [
    {
      label: vscode.l10n.t('The Same as the Others'),
      description: nameWithPlace(common),
      choice: { kind: 'common' },
    },
    ...sameAddress,
    ...(await places(current, current.engine === 'openai' ? current.baseUrl : models.baseUrl)),
  ];
}

/** The models of the editor and the endpoints; the custom address starts from the one that is in use. */
async function places(current: ChosenModel | null, baseUrl: string): Promise<readonly ChoiceItem[]> {
  const ofEditor = await editorItems(current);
  const custom: EndpointPreset = { name: '', baseUrl, isTemplate: true };
  return [
    ...(ofEditor.length === 0 ? [] : [separator(vscode.l10n.t('Models of this editor')), ...ofEditor]),
    separator(vscode.l10n.t('OpenAI-compatible endpoints')),
    ...endpointPresets.map((preset): ChoiceItem => {
      const isCurrent = current?.engine === 'openai' && current.baseUrl === preset.baseUrl;
      const description = isCurrent ? `${preset.baseUrl} · ${vscode.l10n.t('current')}` : preset.baseUrl;
      return { label: preset.name, description, choice: { kind: 'preset', preset } };
    }),
    { label: vscode.l10n.t('Another Address…'), choice: { kind: 'preset', preset: custom } },
  ];
}

function separator(label: string): ChoiceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function editorItems(current: ChosenModel | null): Promise<readonly ChoiceItem[]> {
  const models = await listEditorModels();
  return models.map((model) => {
    const name = editorModelName(model);
    const isCurrent = current?.engine === 'vscode-lm' && current.model === name;
    return {
      label: model.name,
      description: isCurrent ? vscode.l10n.t('current') : '',
      detail: vscode.l10n.t('{0}, at most {1} tokens', name, model.maxInputTokens),
      choice: { kind: 'editor', name },
    };
  });
}

async function pickRole(
  { dialogs }: ChoosingServices,
  models: ModelSettings,
): Promise<ModelRole | undefined> {
  const labels = roleLabels();
  const items = modelRoles.map((role) => ({
    label: labels[role],
    description: nameWithPlace(chosenModel(models, role)),
    role,
  }));
  return (await dialogs.pick(items, { title: vscode.l10n.t('Model for Which Role?') }))?.role;
}

function roleLabels(): Readonly<Record<ModelRole, string>> {
  return {
    proposer: vscode.l10n.t('Proposer: writes rewrites'),
    critic: vscode.l10n.t('Critic: finds weaknesses'),
    verifier: vscode.l10n.t('Verifier: checks what a rewrite keeps'),
    target: vscode.l10n.t('Target: the model that the prompt is written for'),
  };
}

/** A model of the editor names its vendor by itself. */
function nameWithPlace(chosen: ChosenModel): string {
  return chosen.engine === 'vscode-lm'
    ? chosen.model
    : vscode.l10n.t('{0} at {1}', chosen.model, chosen.baseUrl);
}
