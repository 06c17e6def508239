import type { RuleContext } from '../rule.ts';
import type { Token } from './tokens.ts';

/**
 * Phrases by their words, so that a text is matched against thousands of them in one pass. Every way to read a phrase
 * is a way through its places; they are never listed one by one, because a dozen options make a hundred thousand.
 */
export interface PhraseTree<Entry> {
  /** The places behind a first word, those of earlier phrases first. */
  readonly next: ReadonlyMap<string, readonly Place<Entry>[]>;
}

/** A place in a phrase: where each word that may follow leads, and the entry of the phrase that may end here. */
interface Place<Entry> {
  readonly next: Map<string, Place<Entry>[]>;
  readonly entry: Entry | null;
}

/** A phrase found at the tokens `[first, end)`. */
export interface PhraseHit<Entry> {
  readonly entry: Entry;
  readonly first: number;
  readonly end: number;
}

/**
 * Builds the tree. A phrase is written as lower-case words; `(a|b)` stands for either, `(a|)` for an optional part:
 * `(please|) make sure (that|) you`.
 */
export function buildPhrases<Entry>(
  entries: Iterable<readonly [phrase: string, entry: Entry]>,
): PhraseTree<Entry> {
  const next = new Map<string, Place<Entry>[]>();
  for (const [phrase, entry] of entries) addAll(next, placesOf(phrase, entry).next);
  return { next };
}

/** A tree whose entries are the phrases themselves, as they were written. */
export function phraseSet(...phrases: readonly string[]): PhraseTree<string> {
  return buildPhrases(phrases.map((phrase) => [phrase, phrase]));
}

/** All longest, non-overlapping hits within sentences, from left to right. */
export function findPhrases<Entry>(context: RuleContext, tree: PhraseTree<Entry>): PhraseHit<Entry>[] {
  const hits: PhraseHit<Entry>[] = [];
  let free = 0;
  for (const index of startsOf(context, tree)) {
    if (index < free) continue;
    const hit = matchPhraseAt(context.tokens, tree, index);
    if (hit === null) continue;
    hits.push(hit);
    free = hit.end;
  }
  return hits;
}

/** Where a first word of one of the phrases stands, from left to right. */
function startsOf<Entry>(context: RuleContext, tree: PhraseTree<Entry>): number[] {
  const starts = [...tree.next.keys()].flatMap((word) => context.places.get(word) ?? []);
  return starts.sort((a, b) => a - b);
}

/** The longest phrase that starts at token `first`. */
export function matchPhraseAt<Entry>(
  tokens: readonly Token[],
  tree: PhraseTree<Entry>,
  first: number,
): PhraseHit<Entry> | null {
  let hit: PhraseHit<Entry> | null = null;
  let places = tree.next.get(tokens[first]?.key ?? '') ?? [];
  for (let end = first + 1; places.length > 0; end++) {
    const done = places.find(({ entry }) => entry !== null);
    if (done !== undefined && done.entry !== null) hit = { entry: done.entry, first, end };
    const token = tokens[end];
    if (token === undefined || token.gap === 'hard' || token.gap === 'block') break;
    places = step(places, token.key);
  }
  return hit;
}

/** The places that a word leads to, each once. */
function step<Entry>(places: readonly Place<Entry>[], word: string): readonly Place<Entry>[] {
  const reached = places.flatMap(({ next }) => next.get(word) ?? []);
  return reached.length > 1 ? [...new Set(reached)] : reached;
}

const PARTS = /\(([^)]*)\)|[\p{L}\p{N}']+|[^\s]/gu;

/** The place before a phrase, with all behind it. */
function placesOf<Entry>(phrase: string, entry: Entry): Place<Entry> {
  let behind: Place<Entry> = { next: new Map(), entry };
  for (const part of [...phrase.matchAll(PARTS)].reverse()) {
    const alternatives = part[1] === undefined ? [part[0]] : part[1].split('|');
    behind = beforePart(alternatives, behind, part[1] !== undefined);
  }
  return behind;
}

function beforePart<Entry>(
  alternatives: readonly string[],
  behind: Place<Entry>,
  isGroup: boolean,
): Place<Entry> {
  const spelled = alternatives.map((words) => (isGroup ? wordsOf(words) : [words]));
  const isOptional = spelled.some((words) => words.length === 0);
  const place: Place<Entry> = { next: new Map(), entry: isOptional ? behind.entry : null };
  for (const words of spelled)
    addAll(place.next, words.length === 0 ? behind.next : chain(words, behind).next);
  return place;
}

/** The place before some words in a row, the last of which leads to `behind`. */
function chain<Entry>(words: readonly string[], behind: Place<Entry>): Place<Entry> {
  return words.reduceRight<Place<Entry>>(
    (place, word) => ({ next: new Map([[word, [place]]]), entry: null }),
    behind,
  );
}

function addAll<Entry>(
  target: Map<string, Place<Entry>[]>,
  added: ReadonlyMap<string, readonly Place<Entry>[]>,
): void {
  for (const [word, places] of added) {
    const known = target.get(word);
    if (known === undefined) target.set(word, [...places]);
    else known.push(...places);
  }
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(PARTS)].map(([word]) => word);
}
