import * as z from 'zod/mini';

/** Where a document has its text from. */
export type DocumentOrigin =
  | { readonly kind: 'file'; readonly uri: string }
  /** The text lies beside the list, in a file named by the document's id. */
  | { readonly kind: 'pasted' };

const formats = ['markdown', 'text', 'pdf-text', 'json', 'yaml'] as const;

/** Lower case letters, digits and hyphens alone: an id is the name of a file and must lead nowhere else. */
const idPattern = /^[a-z0-9-]{8,64}$/u;

const documentSchema = z.object({
  id: z.string().check(z.regex(idPattern)),
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  format: z.enum(formats),
  tags: z.array(z.string().check(z.maxLength(60))).check(z.maxLength(20)),
  /** Whether it goes with runs. */
  isOn: z.boolean(),
  /** SHA-256 of the text as it was read last, in hexadecimal digits. */
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
  origin: z.union([
    z.object({ kind: z.literal('file'), uri: z.string().check(z.maxLength(4096)) }),
    z.object({ kind: z.literal('pasted') }),
  ]),
});

/** A document as the workspace keeps it: everything but the text. */
export type StoredDocument = z.infer<typeof documentSchema>;

/** Documents that a workspace can have; with more nobody knows what a run is grounded in. */
export const mostDocuments = 200;

const roomSchema = z.object({
  format: z.literal('promptops-data-room'),
  version: z.literal(1),
  documents: z.array(documentSchema).check(z.maxLength(mostDocuments)),
});

/** The list of documents as a file holds it. */
export function formatRoom(documents: readonly StoredDocument[]): string {
  return `${JSON.stringify({ format: 'promptops-data-room', version: 1, documents }, null, 2)}\n`;
}

/** The documents of a file; null when it is damaged or of another version. */
export function parseRoom(text: string): readonly StoredDocument[] | null {
  const parsed = roomSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { documents } = parsed.data;
  return new Set(documents.map(({ id }) => id)).size === documents.length ? documents : null;
}

/** Tags as a person writes them: between commas, each once, without the marks that some put in front. */
export function parseTags(line: string): readonly string[] {
  const tags = line
    .split(',')
    .map((tag) => tag.trim().replace(/^#/u, '').replace(/\s+/gu, ' ').slice(0, 60))
    .filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, 20);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
