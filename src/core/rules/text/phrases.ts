import type { RuleContext } from '../rule.ts';
import type { Token } from './tokens.ts';

/** Phrases as a tree of their words, so that a text is matched against thousands of them in one pass. */
export interface PhraseTree<Entry> {
  readonly next: Map<string, PhraseTree<Entry>>;
  entry: Entry | null;
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
  const root: PhraseTree<Entry> = { next: new Map(), entry: null };
  for (const [phrase, entry] of entries) {
    for (const words of spell(phrase)) {
      let node = root;
      for (const word of words) {
        let next = node.next.get(word);
        if (next === undefined) {
          next = { next: new Map(), entry: null };
          node.next.set(word, next);
        }
        node = next;
      }
      node.entry ??= entry;
    }
  }
  return root;
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
  let node = tree.next.get(tokens[first]?.key ?? '');
  let end = first + 1;
  while (node !== undefined) {
    if (node.entry !== null) hit = { entry: node.entry, first, end };
    const token = tokens[end];
    if (token === undefined || token.gap === 'hard' || token.gap === 'block') break;
    node = node.next.get(token.key);
    end++;
  }
  return hit;
}

const PARTS = /\(([^)]*)\)|[\p{L}\p{N}']+|[^\s]/gu;

/** Every way to read a phrase, as lists of token keys. */
function spell(phrase: string): string[][] {
  let readings: string[][] = [[]];
  for (const part of phrase.matchAll(PARTS)) {
    const alternatives = part[1] === undefined ? [part[0]] : part[1].split('|');
    const spelled = alternatives.map((alternative) =>
      part[1] === undefined ? [alternative] : (spell(alternative)[0] ?? []),
    );
    readings = readings.flatMap((reading) => spelled.map((words) => [...reading, ...words]));
  }
  return readings;
}
