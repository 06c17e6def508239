import type { Rule } from './rule.ts';
import { phraseSet } from './text/phrases.ts';
import { findRemovable } from './text/removal-rule.ts';
import { keyAt } from './text/token-range.ts';

/** Finds instructions that tell a model that it is a model. */
export const asAnAi: Rule = {
  id: 'PO015',
  name: 'as-an-ai',
  title: 'Telling a model that it is one',
  why: 'The model knows; the phrase also invites answers that begin with it.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Start with the instruction',
  find: (context) =>
    findRemovable(context, {
      phrases,
      isMeant: (each, { first, end }) =>
        each.sentenceStarts.has(first) &&
        keyAt(each, end) === ',' &&
        /^(?:you|your|never|always|do|answer|please)$/u.test(keyAt(each, end + 1)),
      message: (quote) => `The model need not be told ${quote}.`,
    }),
  examples: [
    {
      text: 'As an AI language model, you must cite the source of each number.',
      finds: true,
      fixed: 'You must cite the source of each number.',
    },
    {
      text: 'Never begin with as an AI language model, or the like. As a lawyer, you must be exact.',
      finds: false,
    },
  ],
};

const phrases = phraseSet(
  'as (a|an) (large|) (ai|artificial intelligence) (language|) (model|assistant|chatbot|system)',
  'as an ai',
  'as a large language model',
  'as a language model',
);
