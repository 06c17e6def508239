import { findPlaceholders } from '../../contract/placeholders.ts';
import type { Placeholder, PromptText } from '../../model.ts';
import type { ChatMessage } from '../../models/chat-model.ts';
import type { CasePrompt } from './case-prompt.ts';
import { matchValues } from './match-values.ts';

type Vars = Readonly<Record<string, string>>;

/** A text with its placeholders filled in. */
export interface RenderedText {
  readonly text: string;
  /** Placeholders that need a value and have none, and control blocks, which only the program itself can run. */
  readonly unfilled: readonly Placeholder[];
  /** Names of the variables that no placeholder asks for. */
  readonly unused: readonly string[];
}

/** The messages of a case. */
export interface RenderedCase {
  readonly messages: readonly ChatMessage[];
  readonly unfilled: readonly Placeholder[];
  readonly unused: readonly string[];
}

/**
 * Fills the placeholders of a prompt with the values of a case. Values are put in as they are: what looks like a
 * placeholder inside of one is text. Linear in the length of the prompt and of the values.
 */
export function renderPrompt(
  prompt: PromptText,
  vars: Vars,
  notations: CasePrompt['notations'] = 'all',
): RenderedText {
  const { messages, unfilled, unused } = renderCase(
    { messages: [{ role: 'user', prompt }], notations },
    vars,
  );
  return { text: messages[0]?.content ?? '', unfilled, unused };
}

/** Fills the placeholders of all messages; what no message asks for is unused. */
export function renderCase({ messages, notations }: CasePrompt, vars: Vars): RenderedCase {
  const placeholders = messages.map(({ prompt }) => placeholdersOf(prompt, notations));
  const { values, isNeeded, used } = matchValues(placeholders.flat(), vars);
  const isFormat = notations === 'all' && isFormatString(placeholders.flat(), values);
  return {
    messages: messages.map(({ role, prompt }, index) => ({
      role,
      content: fill({ text: prompt.text, placeholders: placeholders[index] ?? [], values, isFormat }),
    })),
    unfilled: placeholders.flat().filter((one) => isNeeded(one) && !values.has(one)),
    unused: Object.keys(vars).filter((name) => !used.has(name)),
  };
}

function placeholdersOf(prompt: PromptText, notations: CasePrompt['notations']): readonly Placeholder[] {
  const found = findPlaceholders(prompt);
  return notations === 'all'
    ? found
    : found.filter(({ kind, text }) => kind === 'mustache' || (kind === 'block' && text.startsWith('{')));
}

/** A text for str.format: braces that are no placeholders are doubled in it. */
function isFormatString(
  placeholders: readonly Placeholder[],
  values: ReadonlyMap<Placeholder, string>,
): boolean {
  const isBrace = placeholders.some((one) => one.kind === 'brace' && values.has(one));
  return isBrace && placeholders.every(({ kind }) => kind !== 'mustache' && kind !== 'block');
}

interface Filling {
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
  readonly values: ReadonlyMap<Placeholder, string>;
  readonly isFormat: boolean;
}

function fill({ text, placeholders, values, isFormat }: Filling): string {
  const parts: string[] = [];
  const addText = (from: number, to: number): void => {
    const piece = text.slice(from, to);
    parts.push(isFormat ? piece.replaceAll('{{', '{').replaceAll('}}', '}') : piece);
  };
  let end = 0;
  for (const placeholder of placeholders) {
    addText(end, placeholder.span.start);
    parts.push(values.get(placeholder) ?? placeholder.text);
    end = placeholder.span.end;
  }
  addText(end, text.length);
  return parts.join('');
}
