import type { Check } from '../model.ts';
import { checkNothing } from './check-detail.ts';
import type { Contract } from './contract.ts';

/**
 * A prompt that str.format or the `%` operator can fill in must stay one: a brace or a percent sign that is not doubled
 * (in a JSON example that was added, in "50% shorter") would make the program fail when it fills in the values.
 */
export function checkTemplate(before: Contract, after: Contract): Check {
  const isFormat = has(before, 'brace') && strayBraces(before).length === 0;
  const isPrintf = has(before, 'printf') && strayPercents(before).length === 0;
  return checkNothing('template-syntax', 'Not escaped', [
    ...(isFormat ? strayBraces(after) : []),
    ...(isPrintf ? strayPercents(after) : []),
  ]);
}

function has(contract: Contract, kind: 'brace' | 'printf'): boolean {
  return contract.placeholders.some((placeholder) => placeholder.kind === kind);
}

/** Braces outside placeholders that do not come in twos, each with the text behind it. */
function strayBraces(contract: Contract): readonly string[] {
  return outsidePlaceholders(contract).flatMap((text) => oddRuns(text, /\{+|\}+/g));
}

function strayPercents(contract: Contract): readonly string[] {
  return outsidePlaceholders(contract).flatMap((text) => oddRuns(text, /%+/g));
}

function oddRuns(text: string, runs: RegExp): readonly string[] {
  const odd: string[] = [];
  for (const { 0: run, index } of text.matchAll(runs)) {
    if (run.length % 2 === 1) odd.push(text.slice(index, index + run.length + 12));
  }
  return odd;
}

function outsidePlaceholders({ text, placeholders }: Contract): readonly string[] {
  const pieces: string[] = [];
  let position = 0;
  for (const { span } of placeholders) {
    pieces.push(text.slice(position, span.start));
    position = span.end;
  }
  return [...pieces, text.slice(position)];
}
