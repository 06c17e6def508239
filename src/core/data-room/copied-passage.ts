/** Words in a row that a rewrite may take over from a document: a name, a term, a short rule. */
const mostWords = 12;

/** Finds what a rewrite has copied out of documents. */
export type CopiedPassage = (original: string, candidate: string) => string | null;

/**
 * Looks for runs of more than 12 words that a candidate shares with a document and not with the original: documents
 * inform a rewrite, they do not move into it. Case and punctuation do not matter. Near-linear: runs are compared
 * by sets of shingles (Broder, "On the resemblance and containment of documents", 1997).
 */
export function createCopiedPassage(texts: readonly string[]): CopiedPassage {
  const documented = new Set(texts.flatMap((text) => [...shinglesOf(text)]));
  return (original, candidate) => {
    if (documented.size === 0) return null;
    const found = [...shinglesOf(candidate)].filter((words) => documented.has(words));
    if (found.length === 0) return null;
    const known = shinglesOf(original);
    return found.find((words) => !known.has(words)) ?? null;
  };
}

/** All runs of words that are one too long, without punctuation and case; in unspaced scripts each character is a word. */
function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(wordPattern) ?? [];
  const length = mostWords + 1;
  const shingles = new Set<string>();
  for (let at = 0; at + length <= words.length; at += 1) {
    shingles.add(words.slice(at, at + length).join(' '));
  }
  return shingles;
}

const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;
