import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet } from './text/phrases.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds requests for an amount that nobody can check: “give a few examples”. */
export const vagueQuantity: Rule = {
  id: 'PO022',
  name: 'vague-quantity',
  title: 'Amount left open',
  why: 'A number or a range makes answers comparable and checkable; “a few” is another number in every answer.',
  category: 'clarity',
  severity: 'hint',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findVague,
  examples: [
    { text: 'Write a few sentences about the product.', finds: true },
    { text: 'Suggest several titles for the article.', finds: true },
    { text: 'A few customers ask for titles. List the three longest sentences.', finds: false },
  ],
};

const amounts = phraseSet(
  '(a few|several|some|a couple of|a handful of|a number of|a bunch of|various) (short|good|brief|possible|relevant|creative|different|alternative|interesting|) (examples|sentences|words|paragraphs|bullets|ideas|options|suggestions|questions|tips|titles|headlines|variations|alternatives|lines|keywords|hashtags|slogans|names|quotes|recommendations|steps|points|topics|themes|paragraphs|details)',
  '(a few|several|some|a couple of|a handful of|a number of) (short|) bullet points',
);

const REQUESTS = new Set(
  'list give provide generate write suggest propose create include add name offer recommend brainstorm show produce draft compose pick choose summarize extract find identify'.split(
    ' ',
  ),
);

function findVague(context: RuleContext): RuleMatch[] {
  return findPhrases(context, amounts).flatMap((hit) => {
    const span = spanOfTokens(context, hit);
    const sentence = context.sentences[sentenceIndexAt(context.sentences, span.start)];
    if (sentence === undefined || !isRequested(context, sentence, hit.first)) return [];
    return [{ span, message: `${quoteTokens(context, hit)} leaves the amount open: say how many.` }];
  });
}

/** The verb of the request stands close before the amount, where the sentence or a clause begins. */
function isRequested(context: RuleContext, sentence: Sentence, index: number): boolean {
  for (let verb = index - 1; verb >= Math.max(sentence.first, index - REACH); verb--) {
    if (!REQUESTS.has(keyAt(context, verb))) continue;
    return context.sentenceStarts.has(verb) || /^(?:and|please|then|to|,)$/u.test(keyAt(context, verb - 1));
  }
  return false;
}

const REACH = 4;
