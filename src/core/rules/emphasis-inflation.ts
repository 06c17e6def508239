import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Token } from './text/tokens.ts';

const LEAST_MARKS = 10;
const MOST_WORDS_PER_MARK = 30;

/** Finds prompts in which nearly every instruction is “IMPORTANT”. */
export const emphasisInflation: Rule = {
  id: 'PO054',
  name: 'emphasis-inflation',
  title: 'Everything is important',
  why: 'Emphasis works by contrast: when each second sentence has a MUST or IMPORTANT none of them stands out.',
  category: 'constraints',
  severity: 'hint',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findInflation,
  examples: [
    {
      text: 'You MUST answer. ALWAYS cite. NEVER guess. It is CRITICAL to be exact. IMPORTANT: be brief. You MUST NOT lie. ONLY use the text. ALWAYS be kind. NEVER stop. ALL must fit.',
      finds: true,
    },
    { text: 'You must answer. NEVER guess. Always cite the source of each number.', finds: false },
  ],
};

const EMPHATIC = new Set(
  'important critical must always never only mandatory essential crucial strictly absolutely required vital not all any every no'.split(
    ' ',
  ),
);

function findInflation(context: RuleContext): RuleMatch[] {
  const words = context.tokens.filter(({ kind }) => kind === 'word');
  const marks = words.filter(isEmphasised);
  const [first] = marks;
  if (first === undefined || marks.length < LEAST_MARKS || words.length > marks.length * MOST_WORDS_PER_MARK)
    return [];
  const message = `${marks.length} words of ${words.length} are emphasised in capitals; keep them for the one or two that matter.`;
  return [{ span: first.span, message }];
}

function isEmphasised({ shape, key }: Token): boolean {
  return shape === 'upper' && EMPHATIC.has(key);
}
