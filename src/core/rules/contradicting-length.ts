import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import { createSections } from './text/sections.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds prompts that want the answer short and long at once. */
export const contradictingLength: Rule = {
  id: 'PO043',
  name: 'contradicting-length',
  title: 'Short and long at once',
  why: 'The model can follow only one of the two demands, and which one changes from call to call.',
  category: 'consistency',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findContradiction,
  examples: [
    { text: 'Be concise. Cite the source. Explain everything in great detail.', finds: true },
    { text: 'Keep your answers short. Answer as detailed as possible.', finds: true },
    { text: 'Be concise yet thorough. If the user asks for more, explain in great detail.', finds: false },
  ],
};

const short = phraseSet(
  'be (very|as|) (concise|brief|succinct|terse)',
  'keep (it|your answer|your answers|your response|your responses|your reply|your replies|answers|responses|replies|the answer|the response) (very|as|) (short|brief|concise)',
  '(answer|respond|reply) (very|) (briefly|concisely|succinctly)',
);
const long = phraseSet(
  '(explain|answer|respond|describe|elaborate) (everything|it|this|your answer|) in (great|full|extensive|as much|minute) detail',
  'be (very|as|extremely|) (detailed|verbose|exhaustive|comprehensive|thorough|long)',
  '(answer|explain|describe|write|respond) (it|) as (detailed|long|thoroughly|comprehensively|exhaustively) as (possible|you can)',
  '(give|provide|write) (a|) (very|) (long|lengthy|exhaustive|extensive) (answer|answers|response|responses|explanation|explanations)',
);
const CONDITIONS = new Set('if when unless for but yet while then first after'.split(' '));

function findContradiction(context: RuleContext): RuleMatch[] {
  const isPlain = (hit: PhraseHit<string>): boolean =>
    isCommand(context, hit.first) && !isConditional(context, hit);
  const brief = findPhrases(context, short).filter(isPlain);
  if (brief.length === 0) return [];
  const detailed = findPhrases(context, long).filter(isPlain);
  const [first] = brief;
  const [other] = detailed;
  if (first === undefined || other === undefined || !speakOfTheSame(context, first, other)) return [];
  const message = `${quoteTokens(context, other)} contradicts ${quoteTokens(context, first)}.`;
  return [{ span: spanOfTokens(context, other), message }];
}

/** At the start of a sentence, or behind words that keep it an order. */
function isCommand(context: RuleContext, index: number): boolean {
  return (
    context.sentenceStarts.has(index) ||
    /^(?:,|and|always|must|should|please)$/u.test(keyAt(context, index - 1))
  );
}

function isConditional(context: RuleContext, hit: PhraseHit<string>): boolean {
  const start = context.tokens[hit.first]?.span.start ?? 0;
  const sentence = context.sentences[sentenceIndexAt(context.sentences, start)];
  if (sentence === undefined || sentence.end - sentence.first > 30) return true;
  const words = context.tokens.slice(sentence.first, sentence.end).map(({ key }) => key);
  return words.some((word) => CONDITIONS.has(word));
}

/** Sections may well ask for different things, unless both orders are too short to have an object of their own. */
function speakOfTheSame(context: RuleContext, first: PhraseHit<string>, other: PhraseHit<string>): boolean {
  if (isBare(context, first) && isBare(context, other)) return true;
  const sectionOf = createSections(context);
  const startOf = (hit: PhraseHit<string>): number => context.tokens[hit.first]?.span.start ?? 0;
  return sectionOf(startOf(first)) === sectionOf(startOf(other));
}

function isBare(context: RuleContext, hit: PhraseHit<string>): boolean {
  return context.sentenceStarts.has(hit.first) && /^[.!]$/u.test(keyAt(context, hit.end));
}
