import type { CasePlace } from '../evaluation-case.ts';
import { textAt, type LocatedEntry, type LocatedMap } from './located-value.ts';

const typed = /^(not-)?([a-z][a-z0-9-]*(?::[a-z-]+)?)(?:\((\d{1,12}(?:\.\d{1,12})?)\))?(?::([\s\S]*))?$/;

/** Types that may stand alone, without a value behind a colon. */
const valueless: ReadonlySet<string> = new Set(['is-json', 'contains-json', 'cost', 'latency']);

/** Types that promptfoo has and this product has not: their text must not be taken for an expected answer. */
const otherTypes =
  /^(?:javascript|fn|eval|python|ruby|similar|factuality|classifier|moderation|perplexity|perplexity-score|rouge-n|bleu|gleu|meteor|g-eval|webhook|guardrails|pi|is-html|contains-html|is-sql|contains-sql|is-xml|contains-xml|is-refusal|is-valid-function-call|is-valid-openai-tools-call|model-graded-closedqa|model-graded-factuality|answer-relevance|context-faithfulness|context-recall|context-relevance|conversation-relevance|search-rubric|select-best|max-score|trace-.+|trajectory:.+|skill-used|tool-call-f1|word-count|finish-reason|agent-rubric)$/;

const ownTypes: ReadonlySet<string> = new Set([
  'equals',
  'contains',
  'icontains',
  'starts-with',
  'contains-all',
  'contains-any',
  'icontains-all',
  'icontains-any',
  'regex',
  'is-json',
  'contains-json',
  'levenshtein',
  'cost',
  'latency',
  'llm-rubric',
]);

/**
 * The assertion in a cell of an `__expected` column: `contains: text`, `not-regex:…`, `levenshtein(3): text`, `grade: …`;
 * anything else is the expected answer itself.
 */
export function assertionFromText(cell: string, place: CasePlace): LocatedMap {
  const text = cell.trim();
  if (text.startsWith('grade:'))
    return build({ type: 'llm-rubric', value: text.slice('grade:'.length).trim() }, place);
  if (/^file:\/\/.*\.(?:py|[cm]?[jt]s)(?::\w+)?$/.test(text))
    return build({ type: 'javascript', value: text }, place);
  const [, not = '', type = '', threshold, value] = typed.exec(text) ?? [];
  const isOwn = ownTypes.has(type) && (value !== undefined || valueless.has(type));
  const isOther = otherTypes.test(type) && value !== undefined;
  if (!isOwn && !isOther) return build({ type: 'equals', value: cell }, place);
  return build(
    {
      type: not + type,
      ...(value === undefined ? {} : { value: value.trim() }),
      ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
    },
    place,
  );
}

function build(entries: Readonly<Record<string, string | number>>, place: CasePlace): LocatedMap {
  return {
    kind: 'map',
    entries: new Map(
      Object.entries(entries).map(([key, value]): [string, LocatedEntry] => [
        key,
        { value: typeof value === 'string' ? textAt(value, place) : { kind: 'scalar', value, place }, place },
      ]),
    ),
    place,
  };
}
