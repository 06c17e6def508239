/** A table of Markdown; the cells are Markdown already. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A fence one backtick longer than any run of backticks in the text (CommonMark 0.31, 4.5). */
export function markdownFence(text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  const marks = '`'.repeat(longest + 1);
  return `${marks}text\n${text}\n${marks}`;
}

/** Any text as one line of Markdown in which nothing is a mark, a link or a tag. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~@-]/gu, '\\$&')
    .replaceAll('://', '\\://')
    .replace(/\bwww(?=\.)/giu, '$&\\')
    .replace(/\s+/gu, ' ');
}
