import type { Span } from '../model.ts';

const urlPattern = /\b(?:[a-z][a-z+.-]{1,10}:\/\/|www\.)[^\s<>"`\\^|]{2,2000}/gi;
const linkTargetPattern = /\]\(([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)\)/g;

/** Web addresses without the punctuation of the sentence around them, and the targets of Markdown links. */
export function findUrls(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(urlPattern)) {
    spans.push({ start: match.index, end: match.index + trimAddress(match[0]).length });
  }
  for (const match of text.matchAll(linkTargetPattern)) {
    const start = match.index + 2;
    if (match[1] !== undefined) spans.push({ start, end: start + match[1].length });
  }
  return spans;
}

function trimAddress(address: string): string {
  const unbalanced = address.search(/[)\]}>]/);
  const opening = address.search(/[([{<]/);
  const cut =
    unbalanced >= 0 && (opening < 0 || opening > unbalanced) ? address.slice(0, unbalanced) : address;
  return cut.replace(/[.,;:!?'"’”*_)\]]{1,20}$/, (tail) => (opening >= 0 && tail.startsWith(')') ? ')' : ''));
}

/** E-mail addresses, grown outwards from each `@`. */
export function findEmails(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = /[\w.+-]{1,64}$/.exec(text.slice(Math.max(0, at - 64), at));
    const domain = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/i.exec(text.slice(at + 1, at + 254));
    if (local === null || domain === null) continue;
    spans.push({ start: at - local[0].length, end: at + 1 + domain[0].length });
  }
  return spans;
}
