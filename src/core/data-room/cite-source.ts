import type { GroundingPassage } from './grounding.ts';

/** Where a quote stands. */
export interface SourceQuote {
  readonly title: string;
  /** Headings above it; empty when the passage has none. */
  readonly section: string;
  /** As it stands in the document. */
  readonly quote: string;
}

/** Characters that a quote must have to be evidence: a single word stands in every document. */
const leastQuote = 12;

/** Characters of a quote that are shown. */
const longestQuote = 160;

/** The passage in which a quote stands exactly, the one of the named document first; null when it stands in none. */
export function citeSource(
  passages: readonly GroundingPassage[],
  { quote, title }: { readonly quote: string; readonly title: string },
): SourceQuote | null {
  const words = quote.trim();
  if (words.length < leastQuote) return null;
  const holding = passages.filter(({ text }) => text.includes(words));
  const source = holding.find((passage) => passage.title === title.trim()) ?? holding[0];
  return source === undefined ? null : { title: source.title, section: source.section, quote: words };
}

/** `Source: Refund policy › Deadlines: “within 30 days”`, on one line. */
export function describeSource({ title, section, quote }: SourceQuote): string {
  const shown = quote.length > longestQuote ? `${quote.slice(0, longestQuote).trimEnd()} …` : quote;
  const place = section === '' ? title : `${title} › ${section}`;
  return `${mark}${oneLine(place)}: “${oneLine(shown)}”`;
}

const mark = 'Source: ';

/** A reason in a model's words cannot name a source by itself: only a quote that was found may. */
export function withoutClaimedSource(why: string): string {
  const claim = claimPattern.exec(why);
  return claim === null ? why : why.slice(0, claim.index + (claim[1]?.length ?? 0)).trimEnd();
}

/** "(source: …" anywhere, "Source: …" where a sentence begins. */
const claimPattern = /(?:[([]\s?|([.!?])\s+|^\s?)sources?\s?:/iu;

/** The source at the end of a reason; empty when it has none. */
export function sourceIn(why: string): string {
  const at = why.lastIndexOf(` ${mark}`);
  const opening = at < 0 ? -1 : why.indexOf(': “', at);
  const closing = opening < 0 ? -1 : why.indexOf('”', opening);
  return closing < 0 ? '' : why.slice(at + 1, closing + 1);
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
