import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { Price } from '../../core/metrics/cost.ts';
import type { RoleModel } from '../../core/pcv/model-engine/model-team.ts';
import { isSafeForKeys, requireEndpoint } from '../../providers/endpoint-address.ts';
import { createEndpointConnections, type EndpointModel } from '../../providers/endpoint-connections.ts';
import type { OpenAiChatModel } from '../../providers/openai-chat-model.ts';
import { createEditorChatModel, editorModelName } from './editor-chat-model.ts';

/** The models that this window talks to: those at endpoints and those of the editor. */
export interface ModelConnections {
  /** @throws PromptOpsError `invalid-argument` where a key would travel unencrypted. */
  toEndpoint(model: EndpointModel): Promise<OpenAiChatModel>;
  /** @throws PromptOpsError `provider-failed` when the editor has no such model. */
  toEditor(name: string): Promise<RoleModel>;
  /** @throws PromptOpsError `invalid-argument` where a key would travel unencrypted. */
  roleModel(model: EndpointModel, prices: Readonly<Record<string, Price>>): Promise<RoleModel>;
}

export function createModelConnections(): ModelConnections {
  const endpoints = createEndpointConnections();
  return {
    toEndpoint: async (model) => endpoints.connect(requireSafe(model)),
    roleModel: async (model, prices) => endpoints.roleModel(requireSafe(model), prices),
    toEditor: async (name) => {
      const chat = (await listEditorModels()).find((model) => editorModelName(model) === name);
      if (chat === undefined) throw noEditorModel(name);
      return {
        provider: createEditorChatModel(chat),
        price: null,
        limiter: endpoints.limiterOf(chat.vendor),
        contextTokens: chat.maxInputTokens,
      };
    },
  };
}

/** The models that other extensions offer in this editor, as they are now. */
export async function listEditorModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/**
 * The address that a setting holds.
 * @throws PromptOpsError `invalid-argument`.
 */
export function endpointOf(
  { baseUrl }: { readonly baseUrl: string },
  setting = 'promptops.model.baseUrl',
): URL {
  return requireEndpoint(baseUrl, `The setting ${setting}`);
}

function requireSafe(model: EndpointModel): EndpointModel {
  if (model.key !== null && !isSafeForKeys(model.url)) throw unencrypted(model.url);
  return model;
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
