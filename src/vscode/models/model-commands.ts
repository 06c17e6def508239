import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { CommandId } from '../manifest.ts';
import type { ModelService } from './model-service.ts';
import { selectModel } from './select-model.ts';
import { setApiKey } from './set-api-key.ts';

type ModelCommandId = Extract<
  CommandId,
  | 'promptops.selectModel'
  | 'promptops.setApiKey'
  | 'promptops.clearApiKey'
  | 'promptops.clearCache'
  | 'promptops.showLastExchange'
>;

export type ModelCommands = Readonly<Record<ModelCommandId, () => unknown>>;

/** The handlers of the commands about language models. */
export function createModelCommands(models: ModelService): ModelCommands {
  return {
    'promptops.selectModel': () => inTrustedWorkspace(() => selectModel(models)),
    'promptops.setApiKey': () => inTrustedWorkspace(() => setApiKey(models)),
    'promptops.clearApiKey': () => clearApiKey(models),
    'promptops.clearCache': () => clearCache(models),
    'promptops.showLastExchange': () => models.exchanges.showLast(),
  };
}

async function inTrustedWorkspace(action: () => Promise<void>): Promise<void> {
  if (!vscode.workspace.isTrusted) throw notTrusted();
  await action();
}

async function clearApiKey({ keys, dialogs }: ModelService): Promise<void> {
  const origins = keys.origins();
  if (origins.length === 0) {
    void dialogs.tell(vscode.l10n.t('No API key is kept.'));
    return;
  }
  const items = origins.map((label) => ({ label }));
  const picked =
    items.length === 1
      ? items[0]
      : await dialogs.pick(items, { title: vscode.l10n.t('Clear the API Key of Which Address?') });
  if (picked === undefined) return;
  await keys.clear(picked.label);
  void dialogs.tell(vscode.l10n.t('The key for {0} is forgotten.', picked.label));
}

async function clearCache({ cache, dialogs }: ModelService): Promise<void> {
  await cache.clear();
  void dialogs.tell(vscode.l10n.t('The answers of language models that PromptOps kept are deleted.'));
}

function notTrusted(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'Language models are off in Restricted Mode.',
    nextStep: 'Trust this workspace to use them.',
  });
}
