import type { PromptTemplate } from './template.ts';

/** How a language writes the text of a literal; text outside of code is written as it is. */
export interface Quoting {
  readonly open: string;
  readonly close: string;
  readonly escape: (text: string) => string;
}

type Values = Readonly<Record<string, string>>;

/** The text of a template with the values that are given; the other placeholders stay. */
export function fillTemplate(template: PromptTemplate, values: Values): string {
  return pieces(template)
    .map((piece) => (piece.name === null ? piece.text : valueOf(values, piece.name) || piece.text))
    .join('');
}

/**
 * The same as a snippet of the editor: each placeholder without a value is a tab stop whose default is itself, the same
 * one wherever it returns.
 */
export function templateSnippet(template: PromptTemplate, values: Values, quoting: Quoting = plain): string {
  const stops = new Map<string, number>();
  const written = pieces(template).map(({ text, name }) => {
    const value = name === null ? text : valueOf(values, name);
    if (name === null || value !== '') return escapeSnippet(quoting.escape(value));
    const stop = stops.get(name) ?? stops.size + 1;
    stops.set(name, stop);
    return `\${${stop}:${escapeSnippet(quoting.escape(text))}}`;
  });
  return escapeSnippet(quoting.open) + written.join('') + escapeSnippet(quoting.close);
}

const plain: Quoting = { open: '', close: '', escape: (text) => text };

/** Quoting for languages in which a literal can hold several lines; null for the others. */
export function quotingOf(languageId: string): Quoting | null {
  switch (languageId) {
    case 'python':
      return { open: '"""', close: '"""', escape: escapeTripleQuoted };
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'javascriptreact':
      return { open: '`', close: '`', escape: escapeTemplateLiteral };
    default:
      return null;
  }
}

function escapeTripleQuoted(text: string): string {
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"""', String.raw`\"\"\"`)
    .replace(/"$/, '\\"');
}

function escapeTemplateLiteral(text: string): string {
  return text.replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`);
}

/** In a snippet these three begin or end something. */
function escapeSnippet(text: string): string {
  return text.replaceAll(/[$\\}]/g, String.raw`\$&`);
}

interface Piece {
  readonly text: string;
  /** Of a placeholder. */
  readonly name: string | null;
}

/** Only what the template names is a placeholder. */
function pieces({ body, placeholders }: PromptTemplate): readonly Piece[] {
  const names = new Set(placeholders.map(({ name }) => name));
  const found: Piece[] = [];
  let position = 0;
  for (const match of body.matchAll(/\{\{(\w{1,60})\}\}/g)) {
    const [text, name = ''] = match;
    if (!names.has(name)) continue;
    found.push({ text: body.slice(position, match.index), name: null }, { text, name });
    position = match.index + text.length;
  }
  return [...found, { text: body.slice(position), name: null }];
}

/** Names come out of files: nothing that every object has is a value. */
function valueOf(values: Values, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}
