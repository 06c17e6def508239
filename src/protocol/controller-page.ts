import * as z from 'zod/mini';

const text = z.string().check(z.maxLength(200));

export const settingPlaces = ['workspace', 'user'] as const;
const placeSchema = z.enum(settingPlaces);

/** What a run may use at most, and how many go on at once. */
export const limitNames = ['calls', 'tokens', 'costUsd', 'seconds', 'concurrency'] as const;

const rangeSchema = z.object({ low: z.number(), high: z.number() });

/** What a run will need, before it is started; unknown numbers are null. */
const forecastSchema = z.object({
  calls: rangeSchema,
  tokens: rangeSchema,
  costUsd: z.nullable(rangeSchema),
  seconds: z.nullable(rangeSchema),
  /** Whether the time rests on calls of these models in earlier runs, or on what models usually take. */
  latency: z.enum(['measured', 'usual']),
});

const favoriteSchema = z.object({ name: z.string(), place: placeSchema, isDefault: z.boolean() });

/** The parameters of the three modules as they hold now, and where a change would be kept. */
export const controllerPageSchema = z.object({
  name: z.literal('controller'),
  /** Where changes are kept; without a workspace only `user`. */
  place: placeSchema,
  hasWorkspace: z.boolean(),
  /** By the names of the settings; each is one of the values that its setting can have. */
  values: z.record(z.string(), z.unknown()),
  /** Names of settings that this place sets to something of its own. */
  changed: z.array(z.string()),
  engine: z.enum(['rules', 'openai', 'vscode-lm']),
  /** Name of the model of each role; empty while the rules are at work. */
  models: z.object({ proposer: z.string(), critic: z.string(), verifier: z.string(), target: z.string() }),
  tests: z.string(),
  limits: z.object({
    calls: z.nullable(z.number()),
    tokens: z.nullable(z.number()),
    costUsd: z.nullable(z.number()),
    seconds: z.nullable(z.number()),
    concurrency: z.number(),
  }),
  recordsEdits: z.boolean(),
  forecast: z.nullable(forecastSchema),
  favorites: z.array(favoriteSchema),
});

/** What the reader of the Controller page asks for. */
export const controllerRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('set'), name: text, value: z.unknown() }),
  z.object({ type: z.literal('reset'), name: text }),
  z.object({ type: z.literal('reset-all') }),
  z.object({ type: z.literal('set-limit'), name: z.enum(limitNames), value: z.nullable(z.number()) }),
  z.object({ type: z.literal('set-record-edits'), value: z.boolean() }),
  z.object({ type: z.literal('set-place'), place: placeSchema }),
  z.object({ type: z.literal('select-model') }),
  z.object({ type: z.literal('open-settings'), query: text }),
  z.object({ type: z.literal('save-favorite') }),
  z.object({ type: z.literal('apply-favorite'), name: text, place: placeSchema }),
  z.object({ type: z.literal('rename-favorite'), name: text, place: placeSchema }),
  z.object({ type: z.literal('delete-favorite'), name: text, place: placeSchema }),
  z.object({
    type: z.literal('set-default-favorite'),
    name: text,
    place: placeSchema,
    isDefault: z.boolean(),
  }),
  z.object({ type: z.literal('share-favorite'), name: text, place: placeSchema }),
  z.object({ type: z.literal('import-favorite') }),
]);

export type ControllerPage = z.infer<typeof controllerPageSchema>;
export type ControllerRequest = z.infer<typeof controllerRequestSchema>;
export type LimitName = (typeof limitNames)[number];
export type SettingPlace = (typeof settingPlaces)[number];
