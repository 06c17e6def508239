import type { Check } from '../model.ts';
import { checkNothing, describeCounts } from './check-detail.ts';
import type { Contract } from './contract.ts';
import type { FrozenKind } from './frozen-spans.ts';
import { countOccurrences, countTexts, surplus, type Multiset } from './multiset.ts';

const blockKinds: readonly FrozenKind[] = [
  'marked',
  'front-matter',
  'fenced-code',
  'json',
  'xml',
  'yaml',
  'example',
  'comment',
  'formula',
];
// A candidate that misses more distinct literals than this fails without a closer look.
const closerLooks = 200;

/** The checks of everything that is kept word for word. */
export function checkFrozen(before: Contract, after: Contract): readonly Check[] {
  return [
    checkNothing('frozen-kept', 'Missing or changed', missingBlocks(before, after)),
    checkNothing('tags-kept', 'Missing or unbalanced', changedTags(before, after)),
    checkNothing(
      'literals-kept',
      'Missing or changed',
      missingLiterals(before, after, ['quote', 'inline-code', 'slot']),
    ),
    checkNothing('urls-kept', 'Missing', missingLiterals(before, after, ['url', 'email'])),
    checkNothing('no-new-urls', 'New', newAddresses(before, after)),
    checkNothing('numbers-kept', 'Missing or changed', missingNumbers(before, after)),
  ];
}

function textsOf(contract: Contract, kinds: readonly FrozenKind[]): Multiset {
  return countTexts(contract.frozen.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text));
}

/** Larger frozen spans, each as often as before; found as spans, or else as the same text anywhere. */
function missingBlocks(before: Contract, after: Contract): readonly string[] {
  const kept = textsOf(before, blockKinds);
  const missing = [...surplus(kept, textsOf(after, blockKinds)).keys()];
  if (missing.length > closerLooks) return missing;
  return missing.filter((text) => {
    const needed = kept.get(text) ?? 0;
    return countOccurrences(after.text, text, needed) < needed;
  });
}

/** Every tag stays as often as it was; tags that are new come in pairs. */
function changedTags(before: Contract, after: Contract): readonly string[] {
  const kept = countTexts(before.tags.tags.map(({ start, end }) => before.text.slice(start, end)));
  const tags = after.tags.tags;
  const found = countTexts(tags.map(({ start, end }) => after.text.slice(start, end)));
  const missing = describeCounts(surplus(kept, found));
  if (missing.length > 0) return missing;
  const [balance, newBalance] = [balanceOf(before), balanceOf(after)];
  return [...newBalance.keys()].filter((name) => newBalance.get(name) !== (balance.get(name) ?? 0));
}

/** For each name of a tag: opening less closing tags. */
function balanceOf({ tags }: Contract): ReadonlyMap<string, number> {
  const balance = new Map<string, number>();
  for (const { name, kind } of tags.tags) {
    const step = kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    balance.set(name, (balance.get(name) ?? 0) + step);
  }
  return balance;
}

/**
 * Literals that are no longer there at all, and literals that are there less often while a new one has come: then one
 * of them was changed, not said once less.
 */
function missingLiterals(before: Contract, after: Contract, kinds: readonly FrozenKind[]): readonly string[] {
  const [kept, found] = [textsOf(before, kinds), textsOf(after, kinds)];
  const gone = [...kept.keys()].filter((text) => !found.has(text));
  const lost = gone.length > closerLooks ? gone : gone.filter((text) => !after.text.includes(text));
  return lost.length > 0 ? lost : changedTexts(kept, found);
}

function changedTexts(kept: Multiset, found: Multiset): readonly string[] {
  const isAnyNew = [...found.keys()].some((text) => !kept.has(text));
  const fewer = [...surplus(kept, found).keys()].filter((text) => found.has(text));
  return isAnyNew ? fewer : [];
}

function newAddresses(before: Contract, after: Contract): readonly string[] {
  const known = textsOf(before, ['url', 'email']);
  const found = [...textsOf(after, ['url', 'email']).keys()].filter((text) => !known.has(text));
  return found.length > closerLooks ? found : found.filter((text) => !before.text.includes(text));
}

function missingNumbers(before: Contract, after: Contract): readonly string[] {
  const [kept, found] = [numbersOf(before), numbersOf(after)];
  const gone = [...kept].filter(([normal]) => !found.has(normal));
  const lost =
    gone.length > closerLooks ? gone : gone.filter(([, text]) => !occursAsNumber(after.text, text));
  if (lost.length > 0) return lost.map(([, text]) => text);
  return changedTexts(amountsOf(before), amountsOf(after));
}

/** Numbers by their normal form: one space before the unit, the unit in the singular. */
function numbersOf(contract: Contract): ReadonlyMap<string, string> {
  return new Map(
    contract.frozen.filter(({ kind }) => kind === 'number').map(({ text }) => [normalForm(text), text]),
  );
}

function normalForm(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\d)[\s-]{0,2}([\p{L}°])/gu, '$1 $2')
    .replace(/\s+/g, ' ')
    .replace(/(\p{L}{2})s$/u, '$1');
}

function amountsOf(contract: Contract): Multiset {
  const numbers = contract.frozen.filter(({ kind }) => kind === 'number');
  return countTexts(numbers.flatMap(({ text }) => text.match(/\d+(?:[.,:/]\d+)*/g) ?? []));
}

function occursAsNumber(text: string, number: string): boolean {
  for (let index = text.indexOf(number); index >= 0; index = text.indexOf(number, index + 1)) {
    const end = index + number.length;
    const before = text.slice(Math.max(0, index - 2), index);
    if (!/[\p{L}\p{N}_]$|\d[.,:/]$/u.test(before) && !/^(?:\d|[.,:/]\d)/.test(text.slice(end, end + 2)))
      return true;
  }
  return false;
}
