import { stringify } from 'yaml';
import { extractContract } from '../contract/contract.ts';

interface NewTemplate {
  readonly title: string;
  readonly category: string;
  readonly description: string;
  readonly body: string;
}

/** The file of a new template: placeholders of the form `{{name}}` are named, to be described by its author. */
export function writeTemplate({ body, ...facts }: NewTemplate): string {
  const placeholders = Object.fromEntries(
    placeholderNames(body).map((name) => [name, { description: '', example: '' }]),
  );
  const frontMatter = stringify({ ...facts, placeholders }, { lineWidth: 0 });
  return `---\n${frontMatter}---\n\n${body.endsWith('\n') ? body : `${body}\n`}`;
}

/** A file name for a title: words in lower case with hyphens, never empty. */
export function templateId(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 60) || 'template';
}

function placeholderNames(body: string): readonly string[] {
  const { placeholders } = extractContract({ text: body, interpolations: [] });
  return [...new Set(placeholders.map(({ name }) => name))].filter(
    (name) => /^\w{1,60}$/.test(name) && body.includes(`{{${name}}}`),
  );
}
