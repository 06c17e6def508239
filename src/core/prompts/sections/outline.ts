import type { Outline } from '../data-messages.ts';

/** Sections that an outline names, and characters of each: it must not take the room of what it is about. */
const mostOutlined = 40;
const longestLine = 80;

/** How the sections of a prompt begin; absent where there is only one. */
export function outlineOf(sections: readonly { readonly text: string }[]): Outline | undefined {
  if (sections.length === 1) return undefined;
  const lines = sections.map(({ text }) => text.trimStart().split('\n', 1)[0] ?? '');
  const named = lines.slice(0, mostOutlined).map((line) => line.slice(0, longestLine));
  const others = sections.length - named.length;
  return others > 0 ? [...named, `… and ${others} more sections`] : named;
}
