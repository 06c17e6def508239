import * as z from 'zod/mini';
import { PromptOpsError } from '../../core/errors.ts';
import { parseSettings } from '../../core/pcv/setting-values.ts';

const sharedSchema = z.object({
  format: z.literal('promptops-settings'),
  version: z.literal(1),
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  settings: z.record(z.string(), z.unknown()),
});

interface SharedFavorite {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A favorite as JSON for somebody else. It holds parameters alone: no endpoint, no model, no key. */
export function writeSharedFavorite({ name, settings }: SharedFavorite): string {
  const document = { format: 'promptops-settings', version: 1, name, settings: parseSettings(settings) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Reads what somebody has shared; parameters that are unknown or out of bounds are left out.
 * @throws PromptOpsError `invalid-argument` when it is no favorite.
 */
export function readSharedFavorite(json: string): SharedFavorite {
  const parsed = sharedSchema.safeParse(parseJson(json));
  if (parsed.success) return { name: parsed.data.name, settings: { ...parseSettings(parsed.data.settings) } };
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: 'The clipboard does not hold shared settings of PromptOps.',
    nextStep: 'Copy the JSON that “Share” has put on the clipboard of whoever shares, and try again.',
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.slice(0, 100_000));
  } catch {
    return null;
  }
}
