import type { Placeholder, TextEdit } from '../model.ts';
import { namedPlaceholders, wordsOfName } from './placeholder-names.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';
import { lineIndexAt, sentenceIndexAt } from './text/locate.ts';
import { keyAt } from './text/token-range.ts';
import { TASK_VERBS } from './text/verbs.ts';

/** Finds foreign text that is filled in right behind an instruction, with nothing to keep the two apart. */
export const undelimitedPlaceholder: Rule = {
  id: 'PO051',
  name: 'undelimited-placeholder',
  title: 'Data that runs into the instructions',
  why: 'What is filled in may contain sentences that look like instructions; delimiters tell the model what is data.',
  category: 'safety',
  severity: 'information',
  risk: 'bold',
  effect: 'adds',
  language: 'english',
  scope: 'everything',
  fixTitle: 'Put the data between tags',
  find: findUndelimited,
  examples: [
    {
      text: 'Summarize the following text in two lines: {text}',
      finds: true,
      fixed: 'Summarize the following text in two lines:\n<text>\n{text}\n</text>',
    },
    {
      text: 'Translate this email: {{user_email}}\nKeep names.',
      finds: true,
      fixed: 'Translate this email:\n<user_email>\n{{user_email}}\n</user_email>\nKeep names.',
    },
    {
      text: 'Use the following pieces of context to answer.\n\n{context}\n\nAnswer in two lines.',
      finds: true,
      fixed:
        'Use the following pieces of context to answer.\n\n<context>\n{context}\n</context>\n\nAnswer in two lines.',
    },
    { text: 'Text: {text}\nSummarize the text for {audience}.', finds: false },
    { text: 'Summarize the text: <text>{text}</text>', finds: false },
    { text: 'Summarize this: "{text}"', finds: false },
  ],
};

/** Last words of names that stand for text written by others. */
const DATA = new Set(
  'text input document documents content article context email message messages review reviews transcript passage paragraph comment comments feedback conversation letter essay story html page post tweet resume excerpt contexts articles passages transcripts emails posts results'.split(
    ' ',
  ),
);

function findUndelimited(context: RuleContext): RuleMatch[] {
  const found = namedPlaceholders(context.contract.placeholders).filter(({ name }) =>
    DATA.has(wordsOfName(name).at(-1) ?? ''),
  );
  const counts = new Map<string, number>();
  for (const { name } of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return found.flatMap((placeholder) => {
    const line = context.lines[lineIndexAt(context.lines, placeholder.span.start)];
    if (line === undefined || line.fenced || line.kind === 'table') return [];
    const standsAlone = isAlone(context, placeholder);
    if (!standsAlone && !endsInstruction(context, placeholder, line)) return [];
    const message = `${placeholder.text} ${standsAlone ? 'stands among' : 'runs into'} the instructions; nothing marks where the data ends.`;
    const isPlain = line.kind === 'text' && line.indent === 0 && counts.get(placeholder.name) === 1;
    return [
      { span: placeholder.span, message, edits: isPlain ? wrap(context, placeholder, standsAlone) : [] },
    ];
  });
}

/** The placeholder is the last thing on its line, behind a colon that ends an imperative. */
function endsInstruction(context: RuleContext, { span }: Placeholder, line: Line): boolean {
  if (span.end !== line.content.end || span.start <= line.content.start) return false;
  const before = context.text.slice(line.content.start, span.start).trimEnd();
  if (!before.endsWith(':')) return false;
  const sentence = context.sentences[sentenceIndexAt(context.sentences, span.start)];
  const opening = sentence === undefined ? '' : keyAt(context, sentence.first);
  const verb = opening === 'please' && sentence !== undefined ? keyAt(context, sentence.first + 1) : opening;
  return TASK_VERBS.has(verb) && before.split(' ').length > 2;
}

/** Alone on its line, with text before and behind, and no fence, tag, quote or ruler on either side. */
function isAlone(context: RuleContext, { span }: Placeholder): boolean {
  const { lines } = context;
  const index = lineIndexAt(lines, span.start);
  const line = lines[index];
  if (line?.content.start !== span.start || line.content.end !== span.end) return false;
  const before = neighbour(context, index, -1);
  const after = neighbour(context, index, 1);
  return before !== null && after !== null && isProse(context, before) && isProse(context, after);
}

function neighbour({ lines }: RuleContext, from: number, step: 1 | -1): Line | null {
  let index = from + step;
  while (lines[index]?.kind === 'blank') index += step;
  return lines[index] ?? null;
}

/** A sentence or a list item; a label such as `Question: {question}` is a delimiter of its own. */
function isProse({ text }: RuleContext, line: Line): boolean {
  if ((line.kind !== 'text' && line.kind !== 'list') || line.fenced) return false;
  const words = text.slice(line.content.start, line.content.end);
  return words.split(' ').length >= LEAST_PROSE && !/[<>={}[\]]|"""|'''|---|###/u.test(words);
}

const LEAST_PROSE = 3;

function wrap({ text }: RuleContext, { name, span }: Placeholder, standsAlone: boolean): TextEdit[] {
  const tag = name.toLowerCase();
  let start = span.start;
  while (text[start - 1] === ' ') start--;
  return [
    { span: { start, end: span.start }, replacement: `${standsAlone ? '' : '\n'}<${tag}>\n` },
    { span: { start: span.end, end: span.end }, replacement: `\n</${tag}>` },
  ];
}
