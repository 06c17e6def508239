/**
 * Phrases that can be struck without changing what a prompt asks for: politeness, hedges, throat-clearing. English,
 * lower case, words separated by one space. Words that can carry meaning ("only", "exactly", "simple") stay out.
 */
export const fillerPhrases: readonly string[] = [
  'please',
  'kindly',
  'thank you',
  'thank you very much',
  'thanks',
  'thanks in advance',
  'thank you in advance',
  'very',
  'really',
  'quite',
  'just',
  'simply',
  'basically',
  'actually',
  'essentially',
  'literally',
  'obviously',
  'definitely',
  'certainly',
  'of course',
  'as you know',
  'needless to say',
  'feel free to',
  'if you could',
  'if you can',
  'if you would',
  'if possible',
  'i would like you to',
  "i'd like you to",
  'i would like for you to',
  'i want you to',
  'i need you to',
  'would you please',
  'could you please',
  'can you please',
  'make sure to',
  'make sure that you',
  'make sure that',
  'make sure you',
  'be sure to',
  'ensure that you',
  'ensure you',
  'ensure to',
  'it is important that you',
  'it is important that',
  'it is important to',
  'it is very important that you',
  'it is very important that',
  'it is very important to',
  'it is crucial that you',
  'it is essential that you',
  'it is necessary that you',
  'it is worth noting that',
  'it should be noted that',
  'it must be noted that',
  'please note that',
  'note that',
  'keep in mind that',
  'bear in mind that',
  'remember that',
  'remember to',
  'do not forget to',
  "don't forget to",
  'the fact that',
  'as a matter of fact',
  'at the end of the day',
  'in my opinion',
  'to be honest',
  'for all intents and purposes',
  'take a deep breath',
];

/** Marks the words that belong to a filler phrase; the longest phrase that starts at a word wins. */
export function markFiller(words: readonly string[]): boolean[] {
  const marks = words.map(() => false);
  for (let index = 0; index < words.length;) {
    const length = fillerLengthAt(words, index);
    marks.fill(true, index, index + length);
    index += Math.max(1, length);
  }
  return marks;
}

/** The words without those that belong to a filler phrase. */
export function withoutFiller(words: readonly string[]): string[] {
  const marks = markFiller(words);
  return words.filter((_, index) => marks[index] !== true);
}

const phrasesByFirstWord = indexPhrases(fillerPhrases);

function indexPhrases(phrases: readonly string[]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const split = phrases.map((phrase) => phrase.split(' '));
  const index = new Map<string, (readonly string[])[]>();
  for (const phrase of split.sort((a, b) => b.length - a.length)) {
    const first = phrase[0] ?? '';
    index.set(first, [...(index.get(first) ?? []), phrase]);
  }
  return index;
}

function fillerLengthAt(words: readonly string[], start: number): number {
  const phrases = phrasesByFirstWord.get(words[start] ?? '') ?? [];
  return (
    phrases.find((phrase) => phrase.every((word, offset) => words[start + offset] === word))?.length ?? 0
  );
}
