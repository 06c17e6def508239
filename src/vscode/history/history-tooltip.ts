import type { NodeView } from './history-view-model.ts';

/** As much of a text as a hover shows. */
const PREVIEW_LINES = 16;
const PREVIEW_CHARACTERS = 1200;

/**
 * The Markdown of a hover. Names and values come from files and are escaped; a text stands in a fence that it cannot
 * close, so that nothing in it becomes a link, a picture or a command.
 */
export function tooltipMarkdown({ label, details }: NodeView, text: string | null): string {
  const rows = details.map(({ name, value }) => `${escapeMarkdown(name)}: ${escapeMarkdown(value)}`);
  const parts = [
    `**${escapeMarkdown(label)}**`,
    rows.join('  \n'),
    text === null ? '' : fenced(preview(text)),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Takes the meaning from every character that Markdown or a product icon could give one to. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\`*_{}[\]()#+\-!~<>|&$:.@/]/gu, '\\$&');
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = (text.match(/`+/gu) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function preview(text: string): string {
  const lines = text.slice(0, PREVIEW_CHARACTERS).split(/\r\n|\r|\n/u);
  const shown = lines.slice(0, PREVIEW_LINES).join('\n');
  return lines.length > PREVIEW_LINES || text.length > PREVIEW_CHARACTERS ? `${shown}\n…` : shown;
}
