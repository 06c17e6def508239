import { PromptOpsError } from '../../core/errors.ts';
import type { Price } from '../../core/metrics/cost.ts';
import type { ModelRole } from '../../core/model.ts';
import { knownPrice } from '../../core/models/price-table.ts';
import {
  createTeam,
  type ModelTeam,
  type RoleModel,
  type SharedAccess,
} from '../../core/pcv/model-engine/model-team.ts';
import { parseEndpoint } from '../../providers/endpoint-address.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Dialogs } from './dialogs.ts';
import { requireKey } from './key-entry.ts';
import { endpointOf, type ModelConnections } from './model-connections.ts';
import { chosenModel, type ModelSettings } from './model-settings.ts';

/** The roles of a run, the first of which stands in for those that it does not ask. */
type AskedRoles = readonly [ModelRole, ...ModelRole[]];

interface RoleServices {
  readonly keys: ApiKeys;
  readonly connections: ModelConnections;
  readonly dialogs: Dialogs;
}

/** What a team is made of. */
interface RolePlan {
  readonly settings: ModelSettings;
  readonly asked: AskedRoles;
  readonly shared: SharedAccess;
}

/**
 * The models of the roles that a run asks, each with the key of its own origin; undefined when the person would not
 * give one.
 * @throws PromptOpsError when the settings name nothing that could be used.
 */
export async function connectRoles(services: RoleServices, plan: RolePlan): Promise<ModelTeam | undefined> {
  requireModels(plan);
  const keys = await requireKeys(services, plan);
  if (keys === undefined) return undefined;
  return connectTeam(services, plan, keys);
}

/** The team for a look at its prices: none of its models is called. Null while a role has no model. */
export async function teamWithoutKeys(
  services: Pick<RoleServices, 'connections'>,
  plan: RolePlan,
): Promise<ModelTeam | null> {
  return hasModels(plan) ? connectTeam(services, plan, new Map()) : null;
}

/** Keys by origin; null: none is needed. */
type Keys = ReadonlyMap<string, string | null>;

/** One question for each origin that has no key yet, one after the other. */
async function requireKeys(services: RoleServices, { settings, asked }: RolePlan): Promise<Keys | undefined> {
  const keys = new Map<string, string | null>();
  for (const role of asked) {
    const url = urlOfRole(settings, role);
    if (url === null || keys.has(url.origin)) continue;
    const entered = await requireKey(services, url);
    if (entered.kind === 'given-up') return undefined;
    keys.set(url.origin, entered.kind === 'key' ? entered.key : null);
  }
  return keys;
}

async function connectTeam(
  services: Pick<RoleServices, 'connections'>,
  { settings, asked, shared }: RolePlan,
  keys: Keys,
): Promise<ModelTeam> {
  const connect = async (role: ModelRole): Promise<RoleModel> => {
    const { model } = chosenModel(settings, role);
    const url = urlOfRole(settings, role);
    if (url === null) {
      return { ...(await services.connections.toEditor(model)), price: priceOfRole(settings, role) };
    }
    const key = keys.get(url.origin) ?? null;
    return services.connections.roleModel({ url, model, key }, settings.prices);
  };
  const [first, ...others] = asked;
  const everyone = await connect(first);
  const own = await Promise.all(others.map(async (role) => [role, await connect(role)] as const));
  return createTeam(everyone, shared, { ...standIns(settings, everyone), ...Object.fromEntries(own) });
}

/**
 * For roles that are not asked: a model that is, so that nothing can go where nobody agreed to, with the price of their
 * own, which says what calls of the prompt cost.
 */
function standIns(settings: ModelSettings, everyone: RoleModel): Readonly<Record<ModelRole, RoleModel>> {
  const of = (role: ModelRole): RoleModel => ({ ...everyone, price: priceOfRole(settings, role) });
  return { proposer: of('proposer'), critic: of('critic'), verifier: of('verifier'), target: of('target') };
}

/** The price of a role's model; null: none is known. An address that is none has no list prices. */
export function priceOfRole(settings: ModelSettings, role: ModelRole): Price | null {
  const chosen = chosenModel(settings, role);
  const address = chosen.engine === 'openai' ? parseEndpoint(chosen.baseUrl) : null;
  const origin = address?.kind === 'valid' ? address.url.origin : '';
  return knownPrice({ origin, model: chosen.model, own: settings.prices });
}

/**
 * The address of a role's model; null for a model of the editor.
 * @throws PromptOpsError `invalid-argument`.
 */
export function urlOfRole(settings: ModelSettings, role: ModelRole): URL | null {
  const chosen = chosenModel(settings, role);
  if (chosen.engine === 'vscode-lm') return null;
  const isOwn = settings.endpoints[role] !== undefined;
  return endpointOf(chosen, isOwn ? `promptops.model.endpoints (${role})` : undefined);
}

function hasModels({ settings, asked }: RolePlan): boolean {
  return asked.every((role) => chosenModel(settings, role).model !== '');
}

function requireModels(plan: RolePlan): void {
  if (hasModels(plan)) return;
  throw new PromptOpsError({
    reason: 'provider-failed',
    message: 'No language model is chosen.',
    nextStep: 'Run Select Model.',
  });
}
