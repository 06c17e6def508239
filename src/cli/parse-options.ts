import { InvalidArgumentError } from 'commander';
import { mostDraftedCases } from '../core/pcv/judges/most-drafted-cases.ts';
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

/** Parses how many cases a model is to draft: more would not fit into an answer. */
export function parseDraftCount(value: string): number {
  const number = /^\d{1,3}$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= mostDraftedCases) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostDraftedCases}.`);
}

/** Parses a share: a number from 0 to 1. */
export function parseShare(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}
