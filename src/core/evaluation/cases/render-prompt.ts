import { findPlaceholders } from '../../contract/placeholders.ts';
import type { Placeholder, PromptText } from '../../model.ts';
import type { ChatMessage } from '../../models/chat-model.ts';
import { inputVariable, type CasePrompt } from './case-prompt.ts';
import { matchValues, type MatchedValues } from './match-values.ts';

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
export function renderCase(prompt: CasePrompt, vars: Vars): RenderedCase {
  return caseRenderer(prompt)(vars);
}

/** The same for many cases of one prompt, whose placeholders are looked for once. */
export function caseRenderer(prompt: CasePrompt): (vars: Vars) => RenderedCase {
  const placeholders = prompt.messages.map(({ prompt: text }) => placeholdersOf(text, prompt.notations));
  return (vars) => {
    const matched = matchValues(placeholders.flat(), vars);
    const input = prompt.takesInput === true ? inputOf(placeholders.flat(), matched, vars) : null;
    return input === null
      ? renderFilled(prompt, { placeholders, matched, vars })
      : withInput(prompt, vars, input);
  };
}

/** What the user writes to a prompt in which nothing is filled in; null for other prompts. */
function inputOf(
  placeholders: readonly Placeholder[],
  { values, isNeeded }: MatchedValues,
  vars: Vars,
): string | null {
  if (values.size > 0 || placeholders.some(isNeeded)) return null;
  return Object.hasOwn(vars, inputVariable) ? (vars[inputVariable] ?? null) : null;
}

function withInput({ messages }: CasePrompt, vars: Vars, input: string): RenderedCase {
  return {
    messages: [
      ...messages.map(({ prompt }) => ({ role: 'system' as const, content: prompt.text })),
      { role: 'user', content: input },
    ],
    unfilled: [],
    unused: Object.keys(vars).filter((name) => name !== inputVariable),
  };
}

interface FilledCase {
  /** Of each message. */
  readonly placeholders: readonly (readonly Placeholder[])[];
  readonly matched: MatchedValues;
  readonly vars: Vars;
}

function renderFilled(
  { messages, notations }: CasePrompt,
  { placeholders, matched, vars }: FilledCase,
): RenderedCase {
  const { values, isNeeded, used } = matched;
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
