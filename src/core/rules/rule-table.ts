import type { Rule } from './rule.ts';
import { ambiguousPronoun } from './ambiguous-pronoun.ts';
import { announcingPhrase } from './announcing-phrase.ts';
import { asAnAi } from './as-an-ai.ts';
import { boldLabels } from './bold-labels.ts';
import { bribeOrThreat } from './bribe-or-threat.ts';
import { brokenJsonExample } from './broken-json-example.ts';
import { buriedTask } from './buried-task.ts';
import { competingFormats } from './competing-formats.ts';
import { competingRoles } from './competing-roles.ts';
import { contradictingLength } from './contradicting-length.ts';
import { contradictingRules } from './contradicting-rules.ts';
import { doubleNegation } from './double-negation.ts';
import { doubledWord } from './doubled-word.ts';
import { emphasisInflation } from './emphasis-inflation.ts';
import { emptyInstruction } from './empty-instruction.ts';
import { emptyIntensifier } from './empty-intensifier.ts';
import { excessiveCapitals } from './excessive-capitals.ts';
import { excessivePunctuation } from './excessive-punctuation.ts';
import { fixedDate } from './fixed-date.ts';
import { genericRole } from './generic-role.ts';
import { hedgedInstruction } from './hedged-instruction.ts';
import { incantation } from './incantation.ts';
import { indirectRequest } from './indirect-request.ts';
import { inflatedRole } from './inflated-role.ts';
import { invisibleCharacters } from './invisible-characters.ts';
import { markdownNoise } from './markdown-noise.ts';
import { missingOutputFormat } from './missing-output-format.ts';
import { mixedLanguages } from './mixed-languages.ts';
import { nearDuplicateSentence } from './near-duplicate-sentence.ts';
import { nominalisedVerb } from './nominalised-verb.ts';
import { oddWhitespace } from './odd-whitespace.ts';
import { openEndedList } from './open-ended-list.ts';
import { overLongSentence } from './over-long-sentence.ts';
import { passiveInstruction } from './passive-instruction.ts';
import { personalData } from './personal-data.ts';
import { politeness } from './politeness.ts';
import { prohibitionsOnly } from './prohibitions-only.ts';
import { reasoningAgainstAnswerOnly } from './reasoning-against-answer-only.ts';
import { repeatedFormatRequest } from './repeated-format-request.ts';
import { repeatedHeading } from './repeated-heading.ts';
import { repeatedListItem } from './repeated-list-item.ts';
import { repeatedSentence } from './repeated-sentence.ts';
import { secret } from './secret.ts';
import { similarPlaceholders } from './similar-placeholders.ts';
import { smallTalk } from './small-talk.ts';
import { tasksWithoutOrder } from './tasks-without-order.ts';
import { twoNotations } from './two-notations.ts';
import { typographicQuotes } from './typographic-quotes.ts';
import { unbalancedTag } from './unbalanced-tag.ts';
import { unboundedList } from './unbounded-list.ts';
import { unclosedFence } from './unclosed-fence.ts';
import { undefinedAcronym } from './undefined-acronym.ts';
import { undelimitedPlaceholder } from './undelimited-placeholder.ts';
import { unfinishedText } from './unfinished-text.ts';
import { unintroducedPlaceholder } from './unintroduced-placeholder.ts';
import { vagueQuantity } from './vague-quantity.ts';
import { verbosePhrase } from './verbose-phrase.ts';
import { wallOfText } from './wall-of-text.ts';
import { wrongNumbering } from './wrong-numbering.ts';

/** All rules, in the order of their ids. */
export const rules: readonly Rule[] = [
  politeness,
  verbosePhrase,
  nominalisedVerb,
  emptyIntensifier,
  announcingPhrase,
  inflatedRole,
  hedgedInstruction,
  bribeOrThreat,
  repeatedSentence,
  nearDuplicateSentence,
  oddWhitespace,
  markdownNoise,
  excessivePunctuation,
  excessiveCapitals,
  asAnAi,
  doubleNegation,
  passiveInstruction,
  indirectRequest,
  smallTalk,
  doubledWord,
  invisibleCharacters,
  vagueQuantity,
  openEndedList,
  unboundedList,
  ambiguousPronoun,
  undefinedAcronym,
  overLongSentence,
  prohibitionsOnly,
  mixedLanguages,
  fixedDate,
  unfinishedText,
  wallOfText,
  tasksWithoutOrder,
  buriedTask,
  unclosedFence,
  unbalancedTag,
  repeatedHeading,
  wrongNumbering,
  missingOutputFormat,
  competingFormats,
  repeatedFormatRequest,
  brokenJsonExample,
  contradictingLength,
  reasoningAgainstAnswerOnly,
  contradictingRules,
  competingRoles,
  similarPlaceholders,
  twoNotations,
  unintroducedPlaceholder,
  typographicQuotes,
  undelimitedPlaceholder,
  secret,
  personalData,
  emphasisInflation,
  incantation,
  emptyInstruction,
  genericRole,
  boldLabels,
  repeatedListItem,
];

const byId = new Map(rules.map((rule) => [rule.id as string, rule]));

/** The rule with this id, if there is one. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
