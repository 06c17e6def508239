import { describeRangeViolation, type RangedSetting, settingRanges } from '../src/core/pcv/run-settings.ts';
import type { NumberUnit } from './controller-fields.ts';
import { t } from './text.ts';

/** What a person has typed: a value of the setting, or why it is none. */
export type Typed = { readonly value: number } | { readonly problem: string };

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
