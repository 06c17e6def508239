import { profileOf, similarity, similarityBound, type TextProfile } from './text-similarity.ts';

/** Least similarity at which a changed text at another place is taken for the same prompt. */
const SAME_PROMPT = 0.5;

/** A prompt of the file that is being looked at. */
export interface SeenPrompt {
  readonly file: string;
  readonly symbolPath: string;
  readonly text: string;
}

/** A tracked prompt of the same file, or of a file that is gone. `texts` are its latest texts, newest first. */
export interface KnownPrompt {
  readonly id: string;
  readonly file: string;
  readonly symbolPath: string;
  readonly texts: readonly string[];
}

/**
 * Says for each prompt of a file which tracked prompt it is, or null when it is new. No tracked prompt is given twice,
 * and the name comes first: a prompt that still stands under its own name never loses its history to another one. Then
 * the very same text, then a similar one; in both, a prompt of the same place goes before one of another.
 */
export function assignIdentities(
  seen: readonly SeenPrompt[],
  known: readonly KnownPrompt[],
): readonly (string | null)[] {
  const table = new Assignment(seen, known);
  table.takeByName();
  table.takeByText();
  table.takeBySimilarity();
  return seen.map((prompt) => table.idOf(prompt));
}

interface Pair {
  readonly prompt: SeenPrompt;
  readonly candidate: KnownPrompt;
  readonly score: number;
}

/** The prompts that are still without a partner, and the partners found so far. */
class Assignment {
  readonly #ids = new Map<SeenPrompt, string>();
  readonly #seen: Set<SeenPrompt>;
  readonly #known: Set<KnownPrompt>;

  constructor(seen: readonly SeenPrompt[], known: readonly KnownPrompt[]) {
    this.#seen = new Set(seen);
    this.#known = new Set(known);
  }

  idOf(prompt: SeenPrompt): string | null {
    return this.#ids.get(prompt) ?? null;
  }

  takeByName(): void {
    const seen = uniqueByPlace(this.#seen);
    for (const [place, candidate] of uniqueByPlace(this.#known)) {
      const prompt = seen.get(place);
      if (prompt !== undefined) this.#take(prompt, candidate);
    }
  }

  takeByText(): void {
    this.#takeBest((prompt, candidate) => (candidate.texts.includes(prompt.text) ? 1 : 0));
  }

  takeBySimilarity(): void {
    const profile = memoised(profileOf);
    this.#takeBest((prompt, candidate) => {
      if (prompt.file !== candidate.file && prompt.symbolPath !== candidate.symbolPath) return 0;
      return bestSimilarity(profile(prompt.text), candidate.texts.map(profile));
    });
  }

  /** Pairs the left-overs by falling score; equal scores go to the pair that shares most of its place. */
  #takeBest(scoreOf: (prompt: SeenPrompt, candidate: KnownPrompt) => number): void {
    const pairs: Pair[] = [];
    for (const prompt of this.#seen) {
      for (const candidate of this.#known) {
        const score = scoreOf(prompt, candidate);
        if (score >= SAME_PROMPT) pairs.push({ prompt, candidate, score });
      }
    }
    pairs.sort((a, b) => b.score - a.score || sharedPlace(b) - sharedPlace(a));
    for (const { prompt, candidate } of pairs) {
      if (this.#seen.has(prompt) && this.#known.has(candidate)) this.#take(prompt, candidate);
    }
  }

  #take(prompt: SeenPrompt, candidate: KnownPrompt): void {
    this.#ids.set(prompt, candidate.id);
    this.#seen.delete(prompt);
    this.#known.delete(candidate);
  }
}

/** The prompts that alone bear their name in their file. */
function uniqueByPlace<Item extends { readonly file: string; readonly symbolPath: string }>(
  items: Iterable<Item>,
): ReadonlyMap<string, Item> {
  const byPlace = new Map<string, Item>();
  const shared = new Set<string>();
  for (const item of items) {
    const place = `${item.file}\n${item.symbolPath}`;
    if (byPlace.has(place) || item.symbolPath === '') shared.add(place);
    byPlace.set(place, item);
  }
  for (const place of shared) byPlace.delete(place);
  return byPlace;
}

function sharedPlace({ prompt, candidate }: Pair): number {
  const sameFile = prompt.file === candidate.file ? 2 : 0;
  return sameFile + (prompt.symbolPath === candidate.symbolPath ? 1 : 0);
}

function bestSimilarity(profile: TextProfile, others: readonly TextProfile[]): number {
  let best = 0;
  for (const other of others) {
    if (similarityBound(profile, other) > best) best = Math.max(best, similarity(profile, other));
  }
  return best;
}

function memoised<Value>(compute: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>();
  return (text) => {
    const value = values.get(text) ?? compute(text);
    values.set(text, value);
    return value;
  };
}
