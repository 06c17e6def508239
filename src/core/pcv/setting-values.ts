import * as z from 'zod/mini';
import type { RunSettings } from '../model.ts';
import { operatorSchema } from '../report/run-report.ts';
import {
  defaultRunSettings,
  describeRangeViolation,
  type RangedSetting,
  settingRanges,
} from './run-settings.ts';

/** The parameters of a run that a person sets; engine, encoding and budget have settings of their own. */
export type SettingName = Exclude<keyof RunSettings, 'engine' | 'encoding' | 'budget'>;

const weight = z.number().check(z.minimum(0), z.maximum(100));

const otherSchemas = {
  targetQuality: z.nullable(z.number().check(z.minimum(1), z.maximum(100))),
  operators: z.array(operatorSchema).check(z.minLength(1)),
  schedule: z.enum(['sequential', 'overlapped']),
  bothOrders: z.boolean(),
  rubricWeights: z
    .object({
      clarity: weight,
      structure: weight,
      constraints: weight,
      outputContract: weight,
      examples: weight,
      consistency: weight,
      economy: weight,
    })
    .check(z.refine((weights) => Object.values(weights).some((value) => value > 0))),
  requirementCoverage: z.boolean(),
  headroomGate: z.boolean(),
  explain: z.enum(['off', 'operators', 'model']),
} as const satisfies {
  readonly [Name in Exclude<SettingName, RangedSetting>]: z.ZodMiniType<RunSettings[Name]>;
};

/** Every parameter by its name, in no particular order. */
export const settingNames = [
  ...(Object.keys(settingRanges) as RangedSetting[]),
  ...(Object.keys(otherSchemas) as Exclude<SettingName, RangedSetting>[]),
] as readonly SettingName[];

export function isSettingName(name: string): name is SettingName {
  return (settingNames as readonly string[]).includes(name);
}

/** The value of a parameter from outside; null when it is none that the parameter can have. */
export function parseSetting<Name extends SettingName>(
  name: Name,
  value: unknown,
): { readonly value: RunSettings[Name] } | null {
  if (isRanged(name)) {
    const isUsable = typeof value === 'number' && describeRangeViolation(name, value) === null;
    return isUsable ? { value: value as RunSettings[Name] } : null;
  }
  const schemas: Readonly<Record<string, z.ZodMiniType>> = otherSchemas;
  const parsed = schemas[name]?.safeParse(value) ?? { success: false };
  return parsed.success ? { value: parsed.data as RunSettings[Name] } : null;
}

/** Settings from outside, by name: what is unknown or unusable is left out. */
export function parseSettings(values: Readonly<Record<string, unknown>>): Partial<RunSettings> {
  const parsed = settingNames.flatMap((name) => {
    const setting = Object.hasOwn(values, name) ? parseSetting(name, values[name]) : null;
    return setting === null ? [] : [[name, setting.value] as const];
  });
  return Object.fromEntries(parsed);
}

/** What of the settings differs from the defaults, by name: what a favorite keeps. */
export function changedSettings(settings: RunSettings): Readonly<Record<string, unknown>> {
  const changed = settingNames.filter(
    (name) => JSON.stringify(settings[name]) !== JSON.stringify(defaultRunSettings[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, settings[name]]));
}

function isRanged(name: SettingName): name is RangedSetting {
  return Object.hasOwn(settingRanges, name);
}
