import * as z from 'zod';

/** What SARIF 2.1.0 (OASIS, 2020) requires of the parts that are used, and no part beside them. */

const level = z.enum(['none', 'note', 'warning', 'error']);
const message = z.strictObject({ text: z.string().min(1) });
const position = z.number().int().min(1);

/** A reference by RFC 3986: no spaces, no control characters, every percent sign an escape. */
const uriReference = z.string().regex(/^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/);

const result = z.strictObject({
  ruleId: z.string().min(1),
  ruleIndex: z.number().int().min(0),
  level,
  message,
  locations: z.array(
    z.strictObject({
      physicalLocation: z.strictObject({
        artifactLocation: z.strictObject({ uri: uriReference }),
        region: z
          .strictObject({
            startLine: position,
            startColumn: position,
            endLine: position,
            endColumn: position,
          })
          .refine(({ startLine, startColumn, endLine, endColumn }) => {
            return endLine > startLine || (endLine === startLine && endColumn >= startColumn);
          }),
      }),
    }),
  ),
});

const rule = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  shortDescription: message,
  fullDescription: message,
  defaultConfiguration: z.strictObject({ level }),
  properties: z.strictObject({ category: z.string() }),
});

export const sarifSchema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({ name: z.string().min(1), version: z.string(), rules: z.array(rule) }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(result),
    }),
  ),
});
