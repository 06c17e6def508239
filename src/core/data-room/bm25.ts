import { searchTerms } from './search-terms.ts';

/** Saturation of repeated terms and weight of the length: the usual values of Robertson & Zaragoza (2009). */
const k1 = 1.2;
const b = 0.75;

/** What is found, the best first. */
export interface Hit {
  /** Place in the list that the index was made of. */
  readonly index: number;
  /** BM25; comparable within one query alone. */
  readonly score: number;
}

export interface SearchIndex {
  /** Texts that share a term with the query, the best first; equal scores by their place. */
  search(query: string): readonly Hit[];
}

/**
 * An index over texts by Okapi BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
 * Foundations and Trends in Information Retrieval 3(4), 2009), with the weight of a term as ln(1 + (N − n + 0.5) / (n + 0.5)),
 * which is never negative. Terms that a query repeats count once.
 */
export function createSearchIndex(texts: readonly string[]): SearchIndex {
  const postings = new Map<string, Posting[]>();
  const lengths = texts.map((text, index) => addText(postings, searchTerms(text), index));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const meanLength = texts.length === 0 ? 1 : Math.max(total / texts.length, 1);
  return {
    search: (query) => {
      const scores = new Map<number, number>();
      for (const term of new Set(searchTerms(query))) {
        const found = postings.get(term) ?? [];
        const weight = Math.log(1 + (texts.length - found.length + 0.5) / (found.length + 0.5));
        for (const { index, count } of found) {
          const length = lengths[index] ?? 0;
          const norm = k1 * (1 - b + (b * length) / meanLength);
          scores.set(index, (scores.get(index) ?? 0) + (weight * count * (k1 + 1)) / (count + norm));
        }
      }
      return [...scores]
        .map(([index, score]) => ({ index, score }))
        .sort((first, second) => second.score - first.score || first.index - second.index);
    },
  };
}

interface Posting {
  readonly index: number;
  readonly count: number;
}

/** The number of terms of the text. */
function addText(postings: Map<string, Posting[]>, terms: readonly string[], index: number): number {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [term, count] of counts) {
    const list = postings.get(term);
    if (list === undefined) postings.set(term, [{ index, count }]);
    else list.push({ index, count });
  }
  return terms.length;
}
