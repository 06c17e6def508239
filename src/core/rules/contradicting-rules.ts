import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { countBefore } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';

/** Finds two rules of which one allows what the other forbids: “always use emojis”, “never use emojis”. */
export const contradictingRules: Rule = {
  id: 'PO045',
  name: 'contradicting-rules',
  title: 'Two rules that contradict each other',
  why: 'Whatever the model does, it breaks one of them.',
  category: 'consistency',
  severity: 'error',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findContradictions,
  examples: [
    { text: 'Always use emojis in titles. Be kind. Never use emojis in titles.', finds: true },
    { text: 'You must mention the price. Do not mention the price.', finds: true },
    { text: 'Always use emojis in titles. Never use emojis in letters.', finds: false },
    { text: '## Good\nUse long titles.\n## Bad\nDo not use long titles.', finds: false },
  ],
};

const LEAST_WORDS = 3;
const MOST_WORDS = 20;
const NEGATIONS = new Set("not never don't avoid cannot can't".split(' '));
const MODALS = new Set('always you must should please do may can will to'.split(' '));
const ARTICLES = new Set('the a an any'.split(' '));

function findContradictions(context: RuleContext): RuleMatch[] {
  const seen = new Map<string, { readonly isNegative: boolean; readonly sentence: Sentence }>();
  const sections = context.blocks.filter(({ kind }) => kind === 'heading');
  const controls = context.contract.placeholders.filter(({ kind }) => kind === 'block');
  return context.sentences.flatMap((sentence) => {
    const rule = readRule(context, sentence);
    if (rule === null) return [];
    const { start } = sentence.span;
    const key = `${countBefore(sections, start)}:${countBefore(controls, start)}:${rule.key}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, { isNegative: rule.isNegative, sentence });
    if (earlier === undefined || earlier.isNegative === rule.isNegative) return [];
    const quote = context.text.slice(earlier.sentence.span.start, earlier.sentence.span.end).slice(0, 80);
    return [{ span: sentence.span, message: `This contradicts “${quote}”.` }];
  });
}

/** What a short instruction is about, and whether it forbids it. */
function readRule(
  context: RuleContext,
  { first, end }: Sentence,
): { key: string; isNegative: boolean } | null {
  if (end - first > MOST_WORDS + 4) return null;
  const tokens = context.tokens.slice(first, end);
  if (tokens.some(({ kind }) => kind === 'protected') || /^[?:]$/u.test(tokens.at(-1)?.key ?? ''))
    return null;
  const words = tokens.filter(({ kind }) => kind !== 'punctuation').map(({ key }) => key);
  let begin = 0;
  let negations = 0;
  while (NEGATIONS.has(words[begin] ?? '') || MODALS.has(words[begin] ?? '')) {
    if (NEGATIONS.has(words[begin] ?? '')) negations++;
    begin++;
  }
  const content = words.slice(begin).filter((word) => !ARTICLES.has(word));
  const isMixed = content.some(
    (word) => NEGATIONS.has(word) || /^(?:unless|except|only|if|when)$/u.test(word),
  );
  if (content.length < LEAST_WORDS - 1 || negations > 1 || isMixed) return null;
  return { key: content.join(' '), isNegative: negations === 1 };
}
