import type { Check, Placeholder, PlaceholderKind } from '../model.ts';
import { checkNothing, describeCounts } from './check-detail.ts';
import type { Contract } from './contract.ts';
import { countTexts, surplus } from './multiset.ts';

/** The checks of everything that is filled in at run time or steers what is: each occurrence counts. */
export function checkPlaceholders(before: Contract, after: Contract): readonly Check[] {
  const [originals, candidates] = [values(before), values(after)];
  const [kept, found] = [countTexts(originals.map(textOf)), countTexts(candidates.map(textOf))];
  return [
    checkNothing('placeholders-kept', 'Missing', describeCounts(surplus(kept, found))),
    checkNothing('no-new-placeholders', 'New', describeCounts(surplus(found, kept))),
    checkNothing('positional-order', 'Out of order', misplacedPositional(before, after)),
    checkNothing('placeholders-in-section', 'Moved to another section', movedBetweenSections(before, after)),
    checkNothing('control-blocks', 'Changed', changedBlocks(before, after)),
    checkNothing(
      'special-tokens',
      'Changed',
      changedSequence(ofKind(before, 'special-token'), ofKind(after, 'special-token')),
    ),
  ];
}

function values(contract: Contract): readonly Placeholder[] {
  return contract.placeholders.filter(({ kind }) => kind !== 'block' && kind !== 'special-token');
}

function textOf({ text }: Placeholder): string {
  return text;
}

function ofKind(contract: Contract, kind: PlaceholderKind): readonly string[] {
  return contract.placeholders.filter((placeholder) => placeholder.kind === kind).map(textOf);
}

/** The first member of a sequence that is not the same at its place in the other; empty when the sequences are equal. */
function changedSequence(before: readonly string[], after: readonly string[]): readonly string[] {
  const place = before.findIndex((text, index) => after[index] !== text);
  if (place >= 0) return [before[place] ?? ''];
  return after.slice(before.length, before.length + 1);
}

/**
 * Positional placeholders must stay in order. Equal ones (`%s … %s`) are told apart by the word before them: it is an
 * error when the word of one now stands before another.
 */
function misplacedPositional(before: Contract, after: Contract): readonly string[] {
  const [originals, candidates] = [positionalOf(before), positionalOf(after)];
  const changed = changedSequence(originals.map(textOf), candidates.map(textOf));
  if (changed.length > 0) return changed;
  const [words, newWords] = [originals.map(wordBefore(before)), candidates.map(wordBefore(after))];
  const counts = countTexts(words);
  const placeOf = new Map(words.map((word, index) => [word, index]));
  const swapped = newWords.findIndex((word, index) => {
    const place = placeOf.get(word);
    return (
      word !== '' && word !== words[index] && counts.get(word) === 1 && place !== undefined && place !== index
    );
  });
  return swapped < 0 ? [] : [`${newWords[swapped] ?? ''} ${candidates[swapped]?.text ?? ''}`];
}

function positionalOf(contract: Contract): readonly Placeholder[] {
  return contract.placeholders.filter(({ positional }) => positional);
}

function wordBefore({ text }: Contract): (placeholder: Placeholder) => string {
  return ({ span }) => {
    const lead = text.slice(Math.max(0, span.start - 48), span.start);
    return /([\p{L}\p{N}]+)[^\p{L}\p{N}\r\n{}%]{0,8}$/u.exec(lead)?.[1]?.toLowerCase() ?? '';
  };
}

/**
 * Control blocks keep their order, what stands between two of them keeps its placeholders, and no branch that said
 * something falls silent.
 */
function changedBlocks(before: Contract, after: Contract): readonly string[] {
  const changed = changedSequence(ofKind(before, 'block'), ofKind(after, 'block'));
  if (changed.length > 0 || ofKind(before, 'block').length === 0) return changed;
  const [branches, newBranches] = [branchesOf(before), branchesOf(after)];
  const place = branches.findIndex((branch, index) => branch !== newBranches[index]);
  return place < 0 ? [] : [ofKind(before, 'block')[Math.max(0, place - 1)] ?? ''];
}

/** For each stretch before, between and after control blocks: its placeholders, and whether one between is silent. */
function branchesOf(contract: Contract): readonly string[] {
  const blocks = contract.placeholders.filter(({ kind }) => kind === 'block');
  const placeholders = values(contract);
  let next = 0;
  return [...blocks, null].map((block, index) => {
    const start = blocks[index - 1]?.span.end ?? 0;
    const end = block?.span.start ?? contract.text.length;
    const texts: string[] = [];
    for (; (placeholders[next]?.span.start ?? Infinity) < end; next += 1)
      texts.push(placeholders[next]?.text ?? '');
    const isBetween = index > 0 && block !== null;
    return JSON.stringify([isBetween && contract.text.slice(start, end).trim() === '', texts.sort()]);
  });
}

/** Placeholders stay in the section (`<document>…</document>`) of the original they stood in. */
function movedBetweenSections(before: Contract, after: Contract): readonly string[] {
  const names = before.tags.closedNames;
  if (names.size === 0) return [];
  const [places, newPlaces] = [sectionsOf(before, names), sectionsOf(after, names)];
  return describeCounts(surplus(countTexts(places), countTexts(newPlaces)));
}

function sectionsOf(contract: Contract, names: ReadonlySet<string>): readonly string[] {
  const tags = contract.tags.tags.filter(({ name, kind }) => names.has(name) && kind !== 'empty');
  const open: string[] = [];
  let next = 0;
  return values(contract).map(({ text, span }) => {
    for (let tag = tags[next]; tag !== undefined && tag.start < span.start; tag = tags[++next]) {
      if (tag.kind === 'open') open.push(tag.name);
      else if (open.at(-1) === tag.name) open.pop();
    }
    const section = open.at(-1);
    return section === undefined ? text : `${text} in <${section}>`;
  });
}
