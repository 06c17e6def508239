import { describeRangeViolation, type RangedSetting, settingRanges } from '../src/core/pcv/run-settings.ts';
import type { NumberUnit } from './controller-fields.ts';
import { t } from './text.ts';

/** What a person has typed: a value of the setting, or why it is none. */
export type Typed<Value = number> = { readonly value: Value } | { readonly problem: string };

/** Reads what was typed for a number; shares are typed in percent. */
export function readTyped(name: RangedSetting, text: string, unit: NumberUnit): Typed {
  const typed = text.trim() === '' ? Number.NaN : Number(text);
  // Percent of two digits are exact: 35 / 100 is 0.35 and no longer number.
  const value = unit === 'percent' ? Math.round(typed * 100) / 10_000 : typed;
  const violation = describeRangeViolation(name, value);
  if (violation === null) return { value };
  const { minimum, maximum } = shownBounds(name, unit);
  return settingRanges[name].isWhole
    ? { problem: t('A whole number from {0} to {1}.', minimum, maximum) }
    : { problem: t('A number from {0} to {1}.', minimum, maximum) };
}

/** A number between two bounds, or nothing where that means something. */
export interface PlainBounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole: boolean;
  /** Whether an empty box is a value: no limit, no target. */
  readonly isOptional: boolean;
}

/** Reads a number that is no ranged setting; null where an empty box is a value. */
export function readPlain(
  text: string,
  { minimum, maximum, isWhole, isOptional }: PlainBounds,
): Typed<number | null> {
  if (text.trim() === '' && isOptional) return { value: null };
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const isWithin = value >= minimum && value <= maximum && (!isWhole || Number.isInteger(value));
  if (isWithin) return { value };
  if (maximum === Number.MAX_SAFE_INTEGER) {
    return isWhole
      ? { problem: t('A whole number from {0} on, or nothing.', minimum) }
      : { problem: t('A number from {0} on, or nothing.', minimum) };
  }
  return isWhole
    ? { problem: t('A whole number from {0} to {1}.', minimum, maximum) }
    : { problem: t('A number from {0} to {1}.', minimum, maximum) };
}

/** A value as it is typed. */
export function showNumber(value: number, unit: NumberUnit): string {
  return String(unit === 'percent' ? Math.round(value * 10_000) / 100 : value);
}

/** The bounds of a setting as they are typed. */
export function shownBounds(
  name: RangedSetting,
  unit: NumberUnit,
): { readonly minimum: number; readonly maximum: number } {
  const { minimum, maximum } = settingRanges[name];
  const factor = unit === 'percent' ? 100 : 1;
  return { minimum: minimum * factor, maximum: maximum * factor };
}
