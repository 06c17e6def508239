import type { BundledPrompt, HistoryBundle } from '../history/bundle.ts';
import { counted } from './format-number.ts';
import { entryFacts, entryTitle, historyEntries, utcTime, type HistoryEntry } from './history-entries.ts';
import { escapeMarkdown, markdownFence } from './markdown.ts';

/** A history as a Markdown document; every text stands once, in a fence that it cannot close. */
export function historyToMarkdown({ prompts, texts, exportedAt }: HistoryBundle): string {
  const lead = `${counted(prompts.length, 'prompt')}, exported ${utcTime(Date.parse(exportedAt))}.`;
  return ['# Prompt history', lead, ...prompts.flatMap((prompt) => promptPart(prompt, texts)), ''].join(
    '\n\n',
  );
}

function promptPart(prompt: BundledPrompt, texts: HistoryBundle['texts']): readonly string[] {
  const shown = new Map<string, string>();
  return [
    `## ${escapeMarkdown(prompt.name ?? `${prompt.file}:${prompt.line}`)}`,
    `${escapeMarkdown(`${prompt.file}:${prompt.line}`)}, ${counted(prompt.versions.length, 'version')}`,
    ...historyEntries(prompt, texts).flatMap((entry) => entryPart(entry, shown)),
  ];
}

function entryPart(entry: HistoryEntry, shown: Map<string, string>): readonly string[] {
  const { version, text } = entry;
  const title = `${escapeMarkdown(entryTitle(entry))}, ${utcTime(version.createdAt)}`;
  const known = shown.get(version.textHash);
  if (known === undefined) shown.set(version.textHash, title);
  const facts = entryFacts(entry).map(({ name, value }) => `- ${name}: ${escapeMarkdown(value)}`);
  const tags = version.tags.map((tag) => `\\#${escapeMarkdown(tag)}`).join(' ');
  return [
    `### ${title}`,
    [...facts, ...(tags === '' ? [] : [`- Tags: ${tags}`])].join('\n'),
    ...(version.comment === null ? [] : [`> ${escapeMarkdown(version.comment)}`]),
    known === undefined ? markdownFence(text) : `The same text as *${known}*.`,
  ];
}
