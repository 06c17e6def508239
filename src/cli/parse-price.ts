import { InvalidArgumentError } from 'commander';
import type { Price } from '../core/metrics/cost.ts';

/** Prices of the person's own by the name of the model. */
export type OwnPrices = Readonly<Record<string, Price>>;

/**
 * Adds a price such as `llama3.2=0,0` or `gpt-4.1=2,8,0.5` to those given before: US dollars per million tokens of
 * input, output and, where it differs, cached input.
 */
export function addPrice(value: string, before: OwnPrices = {}): OwnPrices {
  const at = value.lastIndexOf('=');
  const model = value.slice(0, Math.max(0, at)).trim();
  const [input, output, cachedInput = null, ...others] = value
    .slice(at + 1)
    .split(',')
    .map(parseAmount);
  if (model === '' || input === undefined || output === undefined || others.length > 0) throw malformed();
  return { ...before, [model]: { input, cachedInput, output } };
}

function parseAmount(text: string): number {
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(amount) && amount >= 0) return amount;
  throw malformed();
}

function malformed(): InvalidArgumentError {
  return new InvalidArgumentError(
    'It must be MODEL=INPUT,OUTPUT or MODEL=INPUT,OUTPUT,CACHED in US dollars per million tokens.',
  );
}
