import * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';
import type { EngineName, ModelRole } from '../../core/model.ts';
import { modelRoles } from '../../core/models/model-roles.ts';
import { knownPrice } from '../../core/models/price-table.ts';
import { providerFailure } from '../../core/pcv/model-engine/provider-failure.ts';
import { baseUrlOf, parseEndpoint } from '../../providers/endpoint-address.ts';
import { listModels } from '../../providers/list-models.ts';
import { readSettings, writeModelChoice } from '../settings.ts';
import { endpointPresets, type EndpointPreset } from './endpoint-presets.ts';
import { editorModelName } from './editor-chat-model.ts';
import { enterKey, requireKey } from './key-entry.ts';
import { endpointOf, listEditorModels } from './model-connections.ts';
import type { ModelService } from './model-service.ts';
import { testModel } from './test-call.ts';

type Choice =
  | { readonly kind: 'rules' }
  | { readonly kind: 'editor'; readonly name: string }
  | { readonly kind: 'preset'; readonly preset: EndpointPreset }
  | { readonly kind: 'custom' }
  | { readonly kind: 'role' };

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Longest time to wait for the list of an endpoint's models. */
const listLimitMs = 10_000;

/** Lets a person choose who rewrites, tries the choice out, and keeps it in the user settings. */
export async function selectModel(service: ModelService): Promise<void> {
  const choice = await pickChoice(service);
  switch (choice?.kind) {
    case undefined:
      return;
    case 'rules':
      return writeModelChoice({ engine: 'rules' });
    case 'editor':
      return chooseEditorModel(service, choice.name);
    case 'preset':
      return chooseEndpoint(service, choice.preset);
    case 'custom':
      return chooseEndpoint(service, { name: '', baseUrl: readSettings().models.baseUrl, isTemplate: true });
    case 'role':
      return chooseForRole(service);
  }
}

async function pickChoice({ dialogs }: ModelService): Promise<Choice | undefined> {
  const { models } = readSettings();
  const picked = await dialogs.pick<ChoiceItem>(choices(models.engine, models.model), {
    title: vscode.l10n.t('Select Model'),
    placeHolder: vscode.l10n.t('Who shall propose, criticise and verify rewrites?'),
  });
  return picked?.choice;
}

async function choices(engine: EngineName, current: string): Promise<readonly ChoiceItem[]> {
  const mark = (isCurrent: boolean): string => (isCurrent ? vscode.l10n.t('current') : '');
  const ofEditor = await editorItems((name) => mark(engine === 'vscode-lm' && name === current));
  const role: readonly ChoiceItem[] =
    engine === 'rules'
      ? []
      : [
          separator(vscode.l10n.t('Roles')),
          { label: vscode.l10n.t('Another Model for One Role…'), choice: { kind: 'role' } },
        ];
  return [
    {
      label: vscode.l10n.t('Rules'),
      description: mark(engine === 'rules'),
      detail: vscode.l10n.t('On this machine: no key, no network, milliseconds.'),
      choice: { kind: 'rules' },
    },
    ...(ofEditor.length === 0 ? [] : [separator(vscode.l10n.t('Models of this editor')), ...ofEditor]),
    separator(vscode.l10n.t('OpenAI-compatible endpoints')),
    ...endpointPresets.map((preset): ChoiceItem => {
      const isCurrent = engine === 'openai' && readSettings().models.baseUrl === preset.baseUrl;
      const description = [preset.baseUrl, mark(isCurrent)].filter((part) => part !== '').join(' · ');
      return { label: preset.name, description, choice: { kind: 'preset', preset } };
    }),
    { label: vscode.l10n.t('Another Address…'), choice: { kind: 'custom' } },
    ...role,
  ];
}

function separator(label: string): ChoiceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function editorItems(mark: (name: string) => string): Promise<readonly ChoiceItem[]> {
  const models = await listEditorModels();
  return models.map((model) => {
    const name = editorModelName(model);
    return {
      label: model.name,
      description: mark(name),
      detail: vscode.l10n.t('{0}, at most {1} tokens', name, model.maxInputTokens),
      choice: { kind: 'editor', name },
    };
  });
}

async function chooseEditorModel(service: ModelService, name: string): Promise<void> {
  const { provider, price } = await service.connections.toEditor(name);
  const { probe, sentence } = await testModel({ provider, price, abilities: null });
  if (
    probe.kind === 'failed' &&
    !(await isTakenAnyway(service, describeError(providerFailure(probe.failure, provider))))
  )
    return;
  await writeModelChoice({ engine: 'vscode-lm', model: name });
  if (probe.kind === 'answered') void service.dialogs.tell(sentence);
}

async function chooseEndpoint(service: ModelService, preset: EndpointPreset): Promise<void> {
  const url = await enterAddress(service, preset);
  if (url === undefined) return;
  const entered = await requireKey(service, url);
  if (entered.kind === 'given-up') return;
  const key = entered.kind === 'key' ? entered.key : null;
  const model = await pickModel(service, { url, key, title: vscode.l10n.t('Model at {0}', url.host) });
  if (model === undefined) return;
  if (!(await tryEndpoint(service, { url, key, model }))) return;
  await writeModelChoice({ engine: 'openai', baseUrl: baseUrlOf(url), model });
}

async function enterAddress({ dialogs }: ModelService, preset: EndpointPreset): Promise<URL | undefined> {
  const entered = preset.isTemplate
    ? await dialogs.enter({
        title: vscode.l10n.t('Address of the Endpoint'),
        prompt: vscode.l10n.t('With the version in its path, as the endpoint documents it.'),
        value: preset.baseUrl,
        validateInput: (value) => {
          const address = parseEndpoint(value);
          return address.kind === 'valid' ? undefined : vscode.l10n.t('The address {0}', address.problem);
        },
      })
    : preset.baseUrl;
  const address = entered === undefined ? undefined : parseEndpoint(entered);
  return address?.kind === 'valid' ? address.url : undefined;
}

interface Endpoint {
  readonly url: URL;
  readonly key: string | null;
}

/** One of the models that the endpoint lists, or a name that is typed. */
async function pickModel(
  { dialogs }: ModelService,
  { url, key, title }: Endpoint & { readonly title: string },
): Promise<string | undefined> {
  const listed = await listModels({ baseUrl: baseUrlOf(url), key, signal: AbortSignal.timeout(listLimitMs) });
  const other = vscode.l10n.t('Another Name…');
  if (listed.kind === 'listed' && listed.ids.length > 0) {
    const { model } = readSettings().models;
    const items = [
      ...listed.ids.map((id) => ({ label: id, description: id === model ? vscode.l10n.t('current') : '' })),
      { label: other, description: '' },
    ];
    const picked = await dialogs.pick(items, { title, placeHolder: vscode.l10n.t('Which model?') });
    if (picked === undefined || picked.label !== other) return picked?.label;
  }
  const name = await dialogs.enter({
    title,
    prompt:
      listed.kind === 'failed'
        ? vscode.l10n.t('The endpoint lists no models ({0}). Name one as it knows it.', listed.detail)
        : vscode.l10n.t('The name of the model as the endpoint knows it.'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
  });
  return name?.trim();
}

interface EndpointChoice extends Endpoint {
  readonly model: string;
}

/** Tries a model; one that fails is taken only when the person insists. */
async function tryEndpoint(service: ModelService, { url, key, model }: EndpointChoice): Promise<boolean> {
  const provider = await service.connections.toEndpoint({ url, key, model });
  const own = readSettings().models.prices;
  const price = knownPrice({ origin: url.origin, model, own });
  const { probe, sentence } = await testModel({ provider, price, abilities: provider.abilities });
  if (probe.kind === 'answered') {
    void service.dialogs.tell(sentence);
    return true;
  }
  if (probe.failure.reason === 'cancelled') return false;
  const answer = await askAfterFailure(service, describeError(providerFailure(probe.failure, provider)));
  if (answer !== 'set-key') return answer === 'anyway';
  const entered = await enterKey(service, url);
  if (entered.kind !== 'key') return false;
  return tryEndpoint(service, { url, key: entered.key, model });
}

async function askAfterFailure(
  { dialogs }: ModelService,
  message: string,
): Promise<'anyway' | 'set-key' | undefined> {
  const anyway = vscode.l10n.t('Use Anyway');
  const setKey = vscode.l10n.t('Set API Key');
  const pressed = await dialogs.tell(message, setKey, anyway);
  if (pressed === anyway) return 'anyway';
  return pressed === setKey ? 'set-key' : undefined;
}

async function isTakenAnyway({ dialogs }: ModelService, message: string): Promise<boolean> {
  const anyway = vscode.l10n.t('Use Anyway');
  return (await dialogs.tell(message, anyway)) === anyway;
}

async function chooseForRole(service: ModelService): Promise<void> {
  const { models } = readSettings();
  const role = await pickRole(service, models.roles, models.model);
  if (role === undefined) return;
  const name =
    models.engine === 'vscode-lm' ? await pickEditorModel(service) : await pickAtCurrentEndpoint(service);
  if (name === undefined) return;
  await writeModelChoice({ role, model: name === models.model ? '' : name });
}

async function pickRole(
  { dialogs }: ModelService,
  roles: Readonly<Partial<Record<ModelRole, string>>>,
  common: string,
): Promise<ModelRole | undefined> {
  const labels: Readonly<Record<ModelRole, string>> = {
    proposer: vscode.l10n.t('Proposer: writes rewrites'),
    critic: vscode.l10n.t('Critic: finds weaknesses'),
    verifier: vscode.l10n.t('Verifier: checks what a rewrite keeps'),
    target: vscode.l10n.t('Target: the model that the prompt is written for'),
  };
  const items = modelRoles.map((role) => ({ label: labels[role], description: roles[role] ?? common, role }));
  return (await dialogs.pick(items, { title: vscode.l10n.t('Model for Which Role?') }))?.role;
}

async function pickEditorModel({ dialogs }: ModelService): Promise<string | undefined> {
  const items = await editorItems(() => '');
  const picked = await dialogs.pick(items, { title: vscode.l10n.t('Model of This Editor') });
  return picked?.choice?.kind === 'editor' ? picked.choice.name : undefined;
}

async function pickAtCurrentEndpoint(service: ModelService): Promise<string | undefined> {
  const url = endpointOf(readSettings().models);
  const entered = await requireKey(service, url);
  if (entered.kind === 'given-up') return undefined;
  const key = entered.kind === 'key' ? entered.key : null;
  const model = await pickModel(service, { url, key, title: vscode.l10n.t('Model at {0}', url.host) });
  if (model === undefined) return undefined;
  return (await tryEndpoint(service, { url, key, model })) ? model : undefined;
}
