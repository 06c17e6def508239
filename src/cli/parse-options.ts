import { InvalidArgumentError } from 'commander';
import type { EncodingName } from '../core/model.ts';
import { describeRangeViolation, type RangedSetting } from '../core/pcv/run-settings.ts';

/** Parses the value of a ranged option; what is out of bounds is refused with the bounds. */
export function parseRanged(setting: RangedSetting): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    const violation = describeRangeViolation(setting, number);
    if (violation !== null) throw new InvalidArgumentError(`It ${violation}.`);
    return number;
  };
}

export function parseEncoding(value: string): EncodingName {
  if (value === 'o200k_base' || value === 'cl100k_base') return value;
  throw new InvalidArgumentError('It must be o200k_base or cl100k_base.');
}

/** Parses a limit such as a number of milliseconds: a positive number. */
export function parsePositive(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Parses a share: a number from 0 to 1. */
export function parseShare(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}
