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
    { text: 'Text: {text}\nSummarize the text for {audience}.', finds: false },
    { text: 'Summarize the text: <text>{text}</text>', finds: false },
    { text: 'Summarize this: "{text}"', finds: false },
  ],
};

/** Last words of names that stand for text written by others. */
const DATA = new Set(
  'text input document documents content article query question context email message messages review reviews transcript passage paragraph comment comments feedback conversation letter essay story html page post tweet description resume job body excerpt'.split(
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
    if (!endsInstruction(context, placeholder, line)) return [];
    const message = `${placeholder.text} follows the instruction without a delimiter.`;
    const isPlain = line.kind === 'text' && line.indent === 0 && counts.get(placeholder.name) === 1;
    return [{ span: placeholder.span, message, edits: isPlain ? wrap(context, placeholder) : [] }];
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

function wrap({ text }: RuleContext, { name, span }: Placeholder): TextEdit[] {
  const tag = name.toLowerCase();
  let start = span.start;
  while (text[start - 1] === ' ') start--;
  return [
    { span: { start, end: span.start }, replacement: `\n<${tag}>\n` },
    { span: { start: span.end, end: span.end }, replacement: `\n</${tag}>` },
  ];
}
