import * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';
import { providerFailure } from '../../core/pcv/model-engine/provider-failure.ts';
import { knownPrice } from '../../core/models/price-table.ts';
import { baseUrlOf, parseEndpoint } from '../../providers/endpoint-address.ts';
import { listModels } from '../../providers/list-models.ts';
import { readSettings } from '../settings.ts';
import type { EndpointPreset } from './endpoint-presets.ts';
import { enterKey, requireKey } from './key-entry.ts';
import type { ModelService } from './model-service.ts';
import type { ChosenModel } from './model-settings.ts';
import { testModel } from './test-call.ts';

/** What choosing a model needs of the service. */
export type ChoosingServices = Pick<ModelService, 'keys' | 'connections' | 'dialogs'>;

/** Longest time to wait for the list of an endpoint's models. */
const listLimitMs = 10_000;

/** Tries a model of the editor; one that fails is taken only when the person insists. */
export async function chooseEditorModel(
  services: ChoosingServices,
  name: string,
): Promise<ChosenModel | undefined> {
  const { provider, price } = await services.connections.toEditor(name);
  const { probe, sentence } = await testModel({ provider, price, abilities: null });
  if (probe.kind === 'answered') void services.dialogs.tell(sentence);
  else if (!(await isTakenAnyway(services, describeError(providerFailure(probe.failure, provider))))) {
    return undefined;
  }
  return { engine: 'vscode-lm', model: name };
}

/** Asks for what is missing of an endpoint (address, key, model) and tries it. */
export async function chooseAtEndpoint(
  services: ChoosingServices,
  preset: EndpointPreset,
): Promise<ChosenModel | undefined> {
  const url = await enterAddress(services, preset);
  if (url === undefined) return undefined;
  const entered = await requireKey(services, url);
  if (entered.kind === 'given-up') return undefined;
  const key = entered.kind === 'key' ? entered.key : null;
  const model = await pickModel(services, { url, key });
  if (model === undefined) return undefined;
  const isTaken = await tryEndpoint(services, { url, key, model });
  return isTaken ? { engine: 'openai', baseUrl: baseUrlOf(url), model } : undefined;
}

async function enterAddress(
  { dialogs }: Pick<ChoosingServices, 'dialogs'>,
  preset: EndpointPreset,
): Promise<URL | undefined> {
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
  { dialogs }: Pick<ChoosingServices, 'dialogs'>,
  { url, key }: Endpoint,
): Promise<string | undefined> {
  const listed = await listModels({ baseUrl: baseUrlOf(url), key, signal: AbortSignal.timeout(listLimitMs) });
  const title = vscode.l10n.t('Model at {0}', url.host);
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

/**
 * Tries a model and says what works. One that fails and is not `isChosen` yet is taken only when the person insists;
 * false: it is not taken.
 */
export async function tryEndpoint(
  services: ChoosingServices,
  { url, key, model }: EndpointChoice,
  { isChosen = false }: { readonly isChosen?: boolean } = {},
): Promise<boolean> {
  const provider = await services.connections.toEndpoint({ url, key, model });
  const own = readSettings().models.prices;
  const price = knownPrice({ origin: url.origin, model, own });
  const { probe, sentence } = await testModel({ provider, price, abilities: provider.abilities });
  if (probe.kind === 'answered') {
    void services.dialogs.tell(sentence);
    return true;
  }
  if (probe.failure.reason === 'cancelled') return false;
  const message = describeError(providerFailure(probe.failure, provider));
  const answer = await askAfterFailure(services, message, isChosen);
  if (answer !== 'set-key') return answer === 'anyway';
  const entered = await enterKey(services, url);
  if (entered.kind !== 'key') return false;
  return tryEndpoint(services, { url, key: entered.key, model }, { isChosen });
}

async function askAfterFailure(
  { dialogs }: Pick<ChoosingServices, 'dialogs'>,
  message: string,
  isChosen: boolean,
): Promise<'anyway' | 'set-key' | undefined> {
  const anyway = vscode.l10n.t('Use Anyway');
  const setKey = vscode.l10n.t('Set API Key');
  const pressed = await dialogs.tell(message, setKey, ...(isChosen ? [] : [anyway]));
  if (pressed === anyway) return 'anyway';
  return pressed === setKey ? 'set-key' : undefined;
}

async function isTakenAnyway(
  { dialogs }: Pick<ChoosingServices, 'dialogs'>,
  message: string,
): Promise<boolean> {
  const anyway = vscode.l10n.t('Use Anyway');
  return (await dialogs.tell(message, anyway)) === anyway;
}
