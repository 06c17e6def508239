import type { Price } from '../../core/metrics/cost.ts';
import { knownPrice } from '../../core/models/price-table.ts';
import { isPromptOpsError } from '../../core/errors.ts';
import { readSettings } from '../settings.ts';
import { endpointOf } from './model-connections.ts';
import { modelOfRole, type ModelSettings } from './model-settings.ts';

/** The model that the prompts are written for, with its price where that is known; the rules engine has neither. */
export function targetPrice(): { readonly model: string; readonly price: Price | null } {
  const { models } = readSettings();
  const model = models.engine === 'rules' ? '' : modelOfRole(models, 'target');
  if (model === '') return { model, price: null };
  return { model, price: knownPrice({ origin: originOf(models), model, own: models.prices }) };
}

/** An address that is none has no list prices; whoever starts a run is told about it. */
function originOf(models: ModelSettings): string {
  if (models.engine !== 'openai') return '';
  try {
    return endpointOf(models).origin;
  } catch (error) {
    if (isPromptOpsError(error)) return '';
    throw error;
  }
}
