import { knownAcronyms, shoutedWords } from './acronym-table.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Token } from './text/tokens.ts';

const LEAST_USES = 4;

/** Finds abbreviations that the prompt uses again and again but never spells out. */
export const undefinedAcronym: Rule = {
  id: 'PO026',
  name: 'undefined-acronym',
  title: 'Abbreviation that is never spelled out',
  why: 'A house abbreviation has many meanings in the world; the model takes the most frequent one.',
  category: 'clarity',
  severity: 'hint',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findAcronyms,
  examples: [
    {
      text: 'Check the QBR for gaps. Then sum up the QBR in two lines. Send the QBR. File the QBR.',
      finds: true,
    },
    { text: 'Check the quarterly business review (QBR). Then sum up the QBR. Send the QBR.', finds: false },
    { text: 'Return JSON. NEVER use HTML. You MUST return JSON.', finds: false },
  ],
};

function findAcronyms(context: RuleContext): RuleMatch[] {
  const uses = new Map<string, { readonly first: number; count: number; isDefined: boolean }>();
  const lower = new Set<string>();
  context.tokens.forEach((token, index) => {
    if (token.kind !== 'word') return;
    if (token.shape !== 'upper') {
      lower.add(token.key);
      return;
    }
    if (!isAcronym(token) || !standsFree(context, index) || isAmongCapitals(context, index)) return;
    const use = uses.get(token.key) ?? { first: index, count: 0, isDefined: false };
    use.count++;
    use.isDefined ||= isDefinedAt(context, index);
    uses.set(token.key, use);
  });
  return [...uses]
    .filter(([key, use]) => use.count >= LEAST_USES && !use.isDefined && !lower.has(key))
    .map(([key, use]) => ({
      span: context.tokens[use.first]?.span ?? { start: 0, end: 0 },
      message: `“${key.toUpperCase()}” is used ${use.count} times and never spelled out.`,
    }));
}

/** Three to five capital letters without the rhythm of a word in capitals. */
function isAcronym({ key }: Token): boolean {
  if (!/^[a-z]{3,5}$/u.test(key) || knownAcronyms.has(key) || shoutedWords.has(key)) return false;
  return !/[aeiouy]/u.test(key) || /^[^aeiouy]{3}|[^aeiouy]{3}$/u.test(key) || key.length === 3;
}

function isAmongCapitals(context: RuleContext, index: number): boolean {
  const isUpperWord = (token: Token | undefined): boolean =>
    token?.kind === 'word' && token.shape === 'upper';
  return isUpperWord(context.tokens[index - 1]) || isUpperWord(context.tokens[index + 1]);
}

/** “quarterly business review (QBR)”, “QBR (quarterly …)”, “QBR stands for”, “QBR: quarterly …”. */
function isDefinedAt(context: RuleContext, index: number): boolean {
  const before = context.tokens[index - 1]?.key ?? '';
  const after = context.tokens[index + 1]?.key ?? '';
  return /^(?:\(|"|“)$/u.test(before) || /^(?:\(|:|=|-|–|—|is|are|means|stands|refers)$/u.test(after);
}

/** Not part of a path, a name with dots or a pattern. */
function standsFree(context: RuleContext, index: number): boolean {
  if (context.tokens[index]?.gap === 'none' && !/^[("“]$/u.test(context.tokens[index - 1]?.key ?? ''))
    return false;
  const next = context.tokens[index + 1];
  return next?.gap !== 'none' || /^(?:[.,;:!?)"”]|'s)$/u.test(next.key);
}
