import * as z from 'zod/mini';
import { parseDocument } from 'yaml';

/** A prompt to start from. Its placeholders stand in the body as `{{name}}`. */
export interface PromptTemplate {
  /** Name of its file without the extension. */
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly description: string;
  /** In the order of the file. */
  readonly placeholders: readonly TemplatePlaceholder[];
  readonly body: string;
}

export interface TemplatePlaceholder {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

export type ReadTemplate =
  | { readonly kind: 'read'; readonly template: PromptTemplate }
  /** `problem` is one sentence for people. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Characters of a template; a longer file is something else. */
const mostCharacters = 100_000;

const frontMatterSchema = z.object({
  title: z.string().check(z.minLength(1), z.maxLength(120)),
  category: z.string().check(z.minLength(1), z.maxLength(40)),
  description: z._default(z.string().check(z.maxLength(400)), ''),
  placeholders: z._default(
    z.record(
      z.string().check(z.regex(/^\w{1,60}$/)),
      z.object({
        description: z._default(z.string().check(z.maxLength(400)), ''),
        example: z._default(z.string().check(z.maxLength(2000)), ''),
      }),
    ),
    {},
  ),
});

/** Reads a template: Markdown with YAML between two lines of three dashes at its top. */
export function parseTemplate(source: string, id: string): ReadTemplate {
  if (source.length > mostCharacters) return unreadable('It is longer than 100,000 characters.');
  const parts = splitFrontMatter(source.replaceAll('\r\n', '\n'));
  if (parts === null) return unreadable('It does not begin with front matter between two lines of "---".');
  const document = parseDocument(parts.frontMatter, { uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) return unreadable(`Its front matter is no YAML: ${firstLine(error.message)}`);
  const parsed = frontMatterSchema.safeParse(toPlain(document));
  if (!parsed.success) return unreadable(describeIssue(parsed.error.issues[0]));
  const { placeholders, ...facts } = parsed.data;
  const named = Object.entries(placeholders).map(([name, texts]) => ({ name, ...texts }));
  const missing = named.find(({ name }) => !parts.body.includes(`{{${name}}}`));
  if (missing !== undefined) return unreadable(`Its text has no placeholder {{${missing.name}}}.`);
  if (parts.body.trim() === '') return unreadable('It has no text after its front matter.');
  return { kind: 'read', template: { id, ...facts, placeholders: named, body: parts.body } };
}

function unreadable(problem: string): ReadTemplate {
  return { kind: 'unreadable', problem };
}

const fence = '---\n';

function splitFrontMatter(source: string): { readonly frontMatter: string; readonly body: string } | null {
  if (!source.startsWith(fence)) return null;
  const end = source.indexOf(`\n${fence}`, fence.length - 1);
  if (end < 0) return null;
  const body = source.slice(end + 1 + fence.length).replace(/^\n+/, '');
  return { frontMatter: source.slice(fence.length, end + 1), body };
}

/** Aliases are not followed: a few lines could unfold to gigabytes. */
function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const place = issue?.path.map(String).join('.') ?? '';
  return place === ''
    ? 'Its front matter does not have the form of a template.'
    : `Its front matter does not have the form of a template at "${place}".`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
