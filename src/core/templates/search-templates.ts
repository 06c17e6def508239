import type { PromptTemplate } from './template.ts';

/** The templates that hold every word of a query in title, category, description or name; all for an empty one. */
export function searchTemplates<Found extends Omit<PromptTemplate, 'body'>>(
  templates: readonly Found[],
  query: string,
): readonly Found[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  return templates.filter((template) => {
    const text = searchedText(template);
    return words.every((word) => text.includes(word));
  });
}

function searchedText({ id, title, category, description }: Omit<PromptTemplate, 'body'>): string {
  return `${title}\n${category}\n${description}\n${id}`.toLowerCase();
}
