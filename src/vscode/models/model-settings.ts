import * as z from 'zod/mini';
import type { Price } from '../../core/metrics/cost.ts';
import type { Budget, EngineName, ModelRole } from '../../core/model.ts';
import { modelRoles } from '../../core/models/model-roles.ts';
import { defaultBaseUrl } from '../../providers/endpoint-address.ts';

/** Which models a run uses, and how much of them. */
export interface ModelSettings {
  /** `rules` until the person has chosen a model. */
  readonly engine: EngineName;
  readonly baseUrl: string;
  /** The model of every role that has none of its own; empty: none was chosen. */
  readonly model: string;
  readonly roles: Readonly<Partial<Record<ModelRole, string>>>;
  /** Where the models of single roles are: a base URL, or `vscode-lm` for the editor; all others are with the rest. */
  readonly endpoints: Readonly<Partial<Record<ModelRole, string>>>;
  /** Prices of the person's own, by the name of the model. */
  readonly prices: Readonly<Record<string, Price>>;
  readonly budget: Budget;
  /** Runs that go on at the same time. */
  readonly concurrency: number;
  /** Path or paths of the test cases, relative to the workspace folder; empty: none. */
  readonly tests: string;
}

/** A model and where it is: at an address, or among those of the editor. */
export type ChosenModel =
  | { readonly engine: 'openai'; readonly baseUrl: string; readonly model: string }
  | { readonly engine: 'vscode-lm'; readonly model: string };

/** Defaults and bounds, the same as in the manifest. */
export const modelSettingDefaults = { concurrency: 2, mostConcurrency: 8, calls: 200, seconds: 600 } as const;

const limitSettings = {
  calls: 'budget.calls',
  tokens: 'budget.tokens',
  costUsd: 'budget.costUsd',
  seconds: 'budget.seconds',
  concurrency: 'concurrency',
} as const;

/** What a person may limit. */
export type LimitSetting = keyof typeof limitSettings;

/** A limit as its setting is written; null when it cannot have this value. */
export function limitToWrite(
  limit: LimitSetting,
  value: number | null,
): { readonly name: string; readonly value: number | null } | null {
  const schema = { ...limitSchemas, concurrency: concurrencySchema }[limit];
  return schema.safeParse(value).success ? { name: limitSettings[limit], value } : null;
}

/** Reads a setting by its name after `promptops.`. */
export type ReadSetting = (name: string) => unknown;

/**
 * Parses what the editor has for the settings of the models: nothing of another form gets past here. Where a value is
 * unusable its default holds, and where that could cost money (prices, budget) the stricter reading.
 */
export function parseModelSettings(read: ReadSetting): ModelSettings {
  return {
    engine: parse(engineSchema, read('engine'), 'rules'),
    baseUrl: parse(lineSchema, read('model.baseUrl'), '') || defaultBaseUrl,
    model: parse(lineSchema, read('model.name'), ''),
    roles: readRoles(read),
    endpoints: readEndpoints(read('model.endpoints')),
    prices: parsePrices(read('model.prices')),
    budget: readBudget(read),
    concurrency: parse(concurrencySchema, read('concurrency'), modelSettingDefaults.concurrency),
    tests: parse(lineSchema, read('tests'), ''),
  };
}

/** The model that a role uses; empty when none was chosen. */
export function modelOfRole(
  { model, roles }: Pick<ModelSettings, 'model' | 'roles'>,
  role: ModelRole,
): string {
  return roles[role] ?? model;
}

/** The model of a role and where it is, when the engine is not the rules. */
export function chosenModel(
  settings: Pick<ModelSettings, 'engine' | 'baseUrl' | 'model' | 'roles' | 'endpoints'>,
  role: ModelRole,
): ChosenModel {
  const model = modelOfRole(settings, role);
  const endpoint = settings.endpoints[role];
  if (endpoint === undefined) return commonPlace(settings, model);
  return endpoint === editorPlace
    ? { engine: 'vscode-lm', model }
    : { engine: 'openai', baseUrl: endpoint, model };
}

/** A model in the place of all those that have none of their own. */
export function commonPlace(
  { engine, baseUrl }: Pick<ModelSettings, 'engine' | 'baseUrl'>,
  model: string,
): ChosenModel {
  return engine === 'vscode-lm' ? { engine, model } : { engine: 'openai', baseUrl, model };
}

/** What stands for a place in `promptops.model.endpoints`. */
export function nameOfPlace(chosen: ChosenModel): string {
  return chosen.engine === 'vscode-lm' ? editorPlace : chosen.baseUrl;
}

const editorPlace = 'vscode-lm';

const engineSchema = z.enum(['rules', 'openai', 'vscode-lm']);
const lineSchema = z.pipe(
  z.string().check(z.maxLength(2000)),
  z.transform((text) => text.trim()),
);
const concurrencySchema = z.int().check(z.minimum(1), z.maximum(modelSettingDefaults.mostConcurrency));
const limitSchema = z.nullable(z.number().check(z.positive()));
const countSchema = z.nullable(z.int().check(z.minimum(1)));
const limitSchemas = { calls: countSchema, tokens: countSchema, costUsd: limitSchema, seconds: limitSchema };
const amount = z.number().check(z.nonnegative());
const priceSchema = z.object({ input: amount, cachedInput: z.optional(z.nullable(amount)), output: amount });

function readRoles(read: ReadSetting): ModelSettings['roles'] {
  const named = modelRoles.map((role) => [role, parse(lineSchema, read(`model.${role}`), '')] as const);
  return Object.fromEntries(named.filter(([, name]) => name !== ''));
}

function readEndpoints(value: unknown): ModelSettings['endpoints'] {
  const entries = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const named = modelRoles.map((role) => [role, parse(lineSchema, entries.get(role), '')] as const);
  return Object.fromEntries(named.filter(([, endpoint]) => endpoint !== ''));
}

function parsePrices(value: unknown): Readonly<Record<string, Price>> {
  if (typeof value !== 'object' || value === null) return {};
  const parsed = Object.entries(value).flatMap(([name, entry]) => {
    const price = priceSchema.safeParse(entry);
    if (!price.success) return [];
    const { input, cachedInput = null, output } = price.data;
    return [[name, { input, cachedInput, output }] as const];
  });
  return Object.fromEntries(parsed);
}

function readBudget(read: ReadSetting): Budget {
  const seconds = parse(limitSchema, read('budget.seconds'), modelSettingDefaults.seconds);
  return {
    calls: parse(limitSchema, read('budget.calls'), modelSettingDefaults.calls),
    tokens: parse(limitSchema, read('budget.tokens'), null),
    costUsd: parse(limitSchema, read('budget.costUsd'), null),
    timeMs: seconds === null ? null : seconds * 1000,
  };
}

function parse<Value>(schema: z.ZodMiniType<Value>, value: unknown, fallback: Value): Value {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
