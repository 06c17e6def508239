import type { Rule } from './rule.ts';
import { oddWhitespace } from './odd-whitespace.ts';
import { politeness } from './politeness.ts';
import { repeatedSentence } from './repeated-sentence.ts';
import { verbosePhrase } from './verbose-phrase.ts';

/** All rules, in the order of their ids. */
export const rules: readonly Rule[] = [politeness, verbosePhrase, repeatedSentence, oddWhitespace];

const byId = new Map(rules.map((rule) => [rule.id as string, rule]));

/** The rule with this id, if there is one. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
