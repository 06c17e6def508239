import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { knownPrice } from '../../core/models/price-table.ts';
import { createRateLimiter, type RateLimiter } from '../../core/models/rate-limit.ts';
import type { RoleModel } from '../../core/pcv/model-engine/model-team.ts';
import { baseUrlOf, isSafeForKeys, requireEndpoint } from '../../providers/endpoint-address.ts';
import type { OpenAiChatModel } from '../../providers/openai-chat-model.ts';
import { createEditorChatModel, editorModelName } from './editor-chat-model.ts';
import type { ModelSettings } from './model-settings.ts';

/** A model at an endpoint as the settings name it. */
export interface EndpointModel {
  readonly url: URL;
  readonly model: string;
  readonly key: string | null;
}

/**
 * The models that this window talks to. Each is made once, so that what was found out about an endpoint (what it cannot
 * do, how much it bears) is not found out anew by every run.
 */
export interface ModelConnections {
  /** @throws PromptOpsError `invalid-argument` where a key would travel unencrypted. */
  toEndpoint(model: EndpointModel): Promise<OpenAiChatModel>;
  /** @throws PromptOpsError `provider-failed` when the editor has no such model. */
  toEditor(name: string): Promise<RoleModel>;
  roleModel(model: EndpointModel, settings: Pick<ModelSettings, 'prices'>): Promise<RoleModel>;
}

export function createModelConnections(): ModelConnections {
  const models = new Map<string, OpenAiChatModel>();
  const limiters = new Map<string, RateLimiter>();
  const limiterOf = (scope: string): RateLimiter => {
    const limiter = limiters.get(scope) ?? createRateLimiter();
    limiters.set(scope, limiter);
    return limiter;
  };
  const toEndpoint = async ({ url, model, key }: EndpointModel): Promise<OpenAiChatModel> => {
    if (key !== null && !isSafeForKeys(url)) throw unencrypted(url);
    const baseUrl = baseUrlOf(url);
    const name = JSON.stringify([baseUrl, model, key]);
    const { createOpenAiChatModel } = await import('../../providers/openai-chat-model.ts');
    const known = models.get(name) ?? createOpenAiChatModel({ baseUrl, model, key });
    models.set(name, known);
    return known;
  };
  return {
    toEndpoint,
    roleModel: async (endpoint, { prices }) => ({
      provider: await toEndpoint(endpoint),
      price: knownPrice({ origin: endpoint.url.origin, model: endpoint.model, own: prices }),
      limiter: limiterOf(JSON.stringify([endpoint.url.origin, endpoint.key])),
    }),
    toEditor: async (name) => {
      const chat = (await listEditorModels()).find((model) => editorModelName(model) === name);
      if (chat === undefined) throw noEditorModel(name);
      return {
        provider: createEditorChatModel(chat),
        price: null,
        limiter: limiterOf(chat.vendor),
        contextTokens: chat.maxInputTokens,
      };
    },
  };
}

/** The models that other extensions offer in this editor, as they are now. */
export async function listEditorModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/** @throws PromptOpsError `invalid-argument`. */
export function endpointOf({ baseUrl }: Pick<ModelSettings, 'baseUrl'>): URL {
  return requireEndpoint(baseUrl, 'The setting promptops.model.baseUrl');
}

function unencrypted({ host }: URL): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `The key would travel unencrypted to ${host}.`,
    nextStep: 'Use https, or run Clear API Key when the endpoint needs none.',
  });
}

function noEditorModel(name: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: `The editor has no language model ${name} at the moment.`,
    nextStep: 'Run Select Model to choose one that is there, or turn on the extension that offers it.',
  });
}
