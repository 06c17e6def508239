import type { Price } from '../../core/metrics/cost.ts';
import { readSettings } from '../settings.ts';
import { priceOfRole } from './connect-roles.ts';
import { modelOfRole } from './model-settings.ts';

/** The model that the prompts are written for, with its price where that is known; the rules engine has neither. */
export function targetPrice(): { readonly model: string; readonly price: Price | null } {
  const { models } = readSettings();
  const model = models.engine === 'rules' ? '' : modelOfRole(models, 'target');
  return { model, price: model === '' ? null : priceOfRole(models, 'target') };
}
