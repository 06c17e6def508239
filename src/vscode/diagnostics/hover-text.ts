import type { Finding, Placeholder, PlaceholderKind } from '../../core/model.ts';
import { ruleById } from '../../core/rules/rule-table.ts';
import type { Wording } from '../history/history-view-model.ts';
import { escapeMarkdown } from '../history/history-tooltip.ts';

type Translate = Wording['translate'];

/** The Markdown of a hover on a finding: what the rule objects to and why that matters. */
export function findingMarkdown(finding: Finding, translate: Translate): string | null {
  const { ruleId, fix, severity, message } = finding;
  const rule = ruleById(ruleId);
  if (rule === undefined) return null;
  const lines = [`**${escapeMarkdown(translate(rule.title))}** (${escapeMarkdown(ruleId)})`];
  // Of hints the editor shows no message by itself, of all others it does.
  if (severity === 'hint') lines.push(escapeMarkdown(translate(message)));
  lines.push(escapeMarkdown(translate(rule.why)));
  if (fix !== null) lines.push(escapeMarkdown(translate('Quick fix: {0}', translate(fix.title))));
  return lines.join('\n\n');
}

/** The Markdown of a hover on a placeholder: what it is, and how often the prompt has it. */
export function placeholderMarkdown(
  placeholder: Placeholder,
  all: readonly Placeholder[],
  translate: Translate,
): string {
  const { kind, name, text } = placeholder;
  const count = all.filter((other) => other.kind === kind && other.name === name).length;
  const shown = name === '' ? text : name;
  const often = count === 1 ? translate('Stands here once') : translate('Stands here {0} times', count);
  return [
    `**${escapeMarkdown(shortened(shown))}**: ${escapeMarkdown(kindText(kind, translate))}`,
    `${escapeMarkdown(often)}. ${escapeMarkdown(translate('A rewrite keeps it exactly as it is.'))}`,
  ].join('\n\n');
}

const MOST_CHARACTERS = 80;

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function kindText(kind: PlaceholderKind, translate: Translate): string {
  switch (kind) {
    case 'interpolation':
      return translate('code that is filled in at run time');
    case 'mustache':
      return translate('placeholder in double braces');
    case 'brace':
      return translate('placeholder in braces');
    case 'dollar-brace':
    case 'dollar-name':
      return translate('placeholder with a dollar sign');
    case 'printf':
      return translate('placeholder of a percent format');
    case 'angle':
      return translate('placeholder in angle brackets');
    case 'bracket':
      return translate('placeholder in square brackets');
    case 'block':
      return translate('control block of a template');
    case 'erb':
      return translate('code of an ERB template');
    case 'special-token':
      return translate('special token of a model');
  }
}
