import type { Price } from '../core/metrics/cost.ts';
import { knownPrice } from '../core/models/price-table.ts';
import { createRateLimiter, type RateLimiter } from '../core/models/rate-limit.ts';
import type { RoleModel } from '../core/pcv/model-engine/model-team.ts';
import { baseUrlOf } from './endpoint-address.ts';
import { createEndpointMemory, type EndpointMemory } from './endpoint-memory.ts';
import type { OpenAiChatModel } from './openai-chat-model.ts';

/** A model at an endpoint, with the key that is meant for its origin; null: none is sent. */
export interface EndpointModel {
  readonly url: URL;
  readonly model: string;
  readonly key: string | null;
}

/**
 * The models at endpoints that a host talks to. Each is made once, so that what was found out about an endpoint (what
 * it cannot do, how much it bears) is not found out anew by every run and role.
 */
export interface EndpointConnections {
  connect(model: EndpointModel): Promise<OpenAiChatModel>;
  /** The model as a role of a run has it. `prices` are the person's own. */
  roleModel(model: EndpointModel, prices?: Readonly<Record<string, Price>>): Promise<RoleModel>;
  /** The limiter of a key at an origin, or of the vendor of a model without address. */
  limiterOf(scope: string): RateLimiter;
}

/** No connection yet; nothing is sent before a model is called. */
export function createEndpointConnections(): EndpointConnections {
  const models = new Map<string, OpenAiChatModel>();
  const limiters = new Map<string, RateLimiter>();
  const memories = new Map<string, EndpointMemory>();
  const limiterOf = (scope: string): RateLimiter => known(limiters, scope, createRateLimiter);
  const connect = async ({ url, model, key }: EndpointModel): Promise<OpenAiChatModel> => {
    const { createOpenAiChatModel } = await import('./openai-chat-model.ts');
    const baseUrl = baseUrlOf(url);
    const memory = known(memories, baseUrl, () => createEndpointMemory(url.origin));
    return known(models, JSON.stringify([baseUrl, model, key]), () =>
      createOpenAiChatModel({ baseUrl, model, key, memory }),
    );
  };
  return {
    connect,
    limiterOf,
    roleModel: async (endpoint, prices = {}) => ({
      provider: await connect(endpoint),
      price: knownPrice({ origin: endpoint.url.origin, model: endpoint.model, own: prices }),
      limiter: limiterOf(JSON.stringify([endpoint.url.origin, endpoint.key])),
    }),
  };
}

function known<Value>(values: Map<string, Value>, name: string, create: () => Value): Value {
  const value = values.get(name) ?? create();
  values.set(name, value);
  return value;
}
