import type { Check } from '../../model.ts';

/**
 * Checks that a candidate does not speak to whoever judges it: it may not ask for a verdict, a score or for forgetting
 * what was said, more often than the original does. Both orders of a comparison cannot see through such a text.
 */
export function checkJudgeAddress(original: string, candidate: string): Check {
  const added = addresses.find(
    (pattern) => countMatches(candidate, pattern) > countMatches(original, pattern),
  );
  const found =
    added === undefined ? '' : ([...candidate.matchAll(added)].at(-1)?.[0] ?? '').replace(/\s+/g, ' ');
  return {
    id: 'no-judge-address',
    status: added === undefined ? 'passed' : 'failed',
    detail:
      added === undefined
        ? 'The text does not speak to its judges.'
        : `The text speaks to its judges: “${found}”.`,
  };
}

const gap = String.raw`[\s"'“”*_\x60]{1,8}`;
const subject = '(?:answer|text|version|option|prompt|response|output|candidate)';

/** Every repetition is bounded, and none can match what follows it: linear on any text. */
const phrases: readonly RegExp[] = [
  `\\b${subject}${gap}[ab]${gap}(?:wins?|is${gap}(?:better|best)|should${gap}win)\\b`,
  `\\b(?:this|the)${gap}${subject}${gap}(?:wins|must${gap}win|should${gap}win|is${gap}the${gap}(?:better|best)${gap}(?:one|${subject}))\\b`,
  `\\b(?:ignore|disregard|forget|override)${gap}(?:all${gap})?(?:of${gap})?(?:(?:the|your|any|these)${gap})?(?:above|previous|prior|preceding|earlier|system)\\b`,
  `\\b(?:give|award|assign|rate|score)${gap}(?:this|it|me)${gap}(?:(?:a|an|the|with|as)${gap})?(?:\\d{1,3}|full|perfect|highest|top|maximum)\\b`,
  `\\b(?:dear|attention|note${gap}to${gap}(?:the|any))${gap}(?:judge|evaluator|grader|reviewer|critic|verifier)s?\\b`,
  `["'](?:winner|score|pass|status|verdict)["']\\s{0,4}:\\s{0,4}(?:["'](?:a|b|kept|passed)["']|1\\b|1\\.0|true)`,
].map((source) => new RegExp(source, 'giu'));

const addresses: readonly RegExp[] = [
  ...phrases,
  // The labels are capitals: "pick a colour" names none.
  new RegExp(
    `\\b(?:[Cc]hoose|[Pp]ick|[Pp]refer|[Ss]elect)${gap}(?:(?:answer|option|version)${gap})?[AB]\\b`,
    'gu',
  ),
];

function countMatches(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
