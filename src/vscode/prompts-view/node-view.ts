import type { Ranked } from '../../core/inventory/inventory.ts';
import type { Detail, NodeView, Wording } from '../history/history-view-model.ts';
import type { PromptEntry, PromptsNode, SkippedFile } from './prompt-entry.ts';

type Translate = Wording['translate'];

/** What one line of the Prompts view says. Everything in it is plain text, none of it Markdown. */
export function viewOfNode(node: PromptsNode, translate: Translate): NodeView {
  switch (node.kind) {
    case 'prompt':
      return promptView(node.entry, translate);
    case 'skipped':
      return skippedView(node.files.length, translate);
    case 'skipped-file':
      return skippedFileView(node.skipped, translate);
  }
}

function promptView(entry: Ranked<PromptEntry>, translate: Translate): NodeView {
  const { file, line, tokens, findings, quality, reasons, priority } = entry;
  const label = labelOf(entry);
  const place = `${file}:${line}`;
  const parts = [place, tokensText(tokens, translate), findingsText(findings, translate)];
  const rank = String(Math.round(priority));
  const details: readonly Detail[] = [
    { name: translate('File'), value: place },
    { name: translate('Tokens'), value: String(tokens) },
    { name: translate('Findings'), value: String(findings) },
    {
      name: translate('Quality'),
      value: translate('{0} of 100 ({1})', quality.value.toFixed(1), quality.tier),
    },
    { name: translate('Priority'), value: translate('{0} of 100', rank) },
    { name: translate('Taken for a prompt because'), value: reasons.join(', ') },
  ];
  return {
    label,
    description: parts.join(' · '),
    details,
    icon: 'symbol-string',
    contextValue: 'prompt',
    accessibleLabel: [label, ...parts, translate('priority {0}', rank)].join(', '),
  };
}

const MOST_CHARACTERS = 60;

/** Its name, else its first words. */
function labelOf({ name, preview }: PromptEntry): string {
  const label = (name ?? preview).trim().replaceAll(/\s+/gu, ' ');
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS - 1)}…` : label;
}

function tokensText(count: number, translate: Translate): string {
  return count === 1 ? translate('1 token') : translate('{0} tokens', count);
}

function findingsText(count: number, translate: Translate): string {
  return count === 1 ? translate('1 finding') : translate('{0} findings', count);
}

function skippedView(count: number, translate: Translate): NodeView {
  const label = count === 1 ? translate('1 file skipped') : translate('{0} files skipped', count);
  return {
    label,
    description: '',
    details: [],
    icon: 'circle-slash',
    contextValue: 'skipped',
    accessibleLabel: label,
  };
}

function skippedFileView({ file, reason }: SkippedFile, translate: Translate): NodeView {
  const why = reasonText(reason, translate);
  return {
    label: file,
    description: why,
    details: [{ name: translate('Skipped'), value: why }],
    icon: 'file',
    contextValue: 'skipped-file',
    accessibleLabel: `${file}, ${why}`,
  };
}

function reasonText(reason: SkippedFile['reason'], translate: Translate): string {
  switch (reason) {
    case 'binary':
      return translate('not a text file');
    case 'too-large':
      return translate('too large');
    case 'minified':
      return translate('minified');
    case 'unreadable':
      return translate('could not be read');
  }
}
