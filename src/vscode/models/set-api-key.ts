import * as vscode from 'vscode';
import type { ModelRole } from '../../core/model.ts';
import { modelRoles } from '../../core/models/model-roles.ts';
import { readSettings } from '../settings.ts';
import { tryEndpoint, type ChoosingServices } from './choose-model.ts';
import { urlOfRole } from './connect-roles.ts';
import { enterKey } from './key-entry.ts';
import { endpointOf } from './model-connections.ts';
import { modelOfRole, type ModelSettings } from './model-settings.ts';

/** An address that the settings name, with the model that is asked there; null: none was chosen yet. */
interface NamedEndpoint {
  readonly url: URL;
  readonly model: string | null;
}

/** Asks for the key of one of the addresses in use, keeps it, and says by a test call what works with it. */
export async function setApiKey(services: ChoosingServices): Promise<void> {
  const endpoint = await pickEndpoint(services, endpointsInUse(readSettings().models));
  if (endpoint === undefined) return;
  const { url, model } = endpoint;
  const entered = await enterKey(services, url);
  if (entered.kind === 'given-up') return;
  const key = entered.kind === 'key' ? entered.key : null;
  if (key !== null) void services.dialogs.tell(vscode.l10n.t('The key for {0} is set.', url.origin));
  if (model !== null) await tryEndpoint(services, { url, key, model }, { isChosen: true });
}

/** One for each origin: a key belongs to all models there. Without any, the address that would be used. */
function endpointsInUse(settings: ModelSettings): readonly NamedEndpoint[] {
  const ofRoles = settings.engine === 'rules' ? [] : modelRoles.map((role) => endpointOfRole(settings, role));
  const byOrigin = new Map<string, NamedEndpoint>();
  for (const endpoint of ofRoles) {
    if (endpoint !== null && !byOrigin.has(endpoint.url.origin)) byOrigin.set(endpoint.url.origin, endpoint);
  }
  if (byOrigin.size > 0) return [...byOrigin.values()];
  return [{ url: endpointOf(settings), model: null }];
}

function endpointOfRole(settings: ModelSettings, role: ModelRole): NamedEndpoint | null {
  const url = urlOfRole(settings, role);
  const model = modelOfRole(settings, role);
  return url === null ? null : { url, model: model === '' ? null : model };
}

async function pickEndpoint(
  { dialogs }: ChoosingServices,
  endpoints: readonly NamedEndpoint[],
): Promise<NamedEndpoint | undefined> {
  if (endpoints.length === 1) return endpoints[0];
  const items = endpoints.map((endpoint) => ({
    label: endpoint.url.origin,
    description: endpoint.model ?? '',
    endpoint,
  }));
  const title = vscode.l10n.t('Set the API Key of Which Address?');
  return (await dialogs.pick(items, { title }))?.endpoint;
}
