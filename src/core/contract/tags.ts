import type { Span } from '../model.ts';
import { htmlNames } from './html-names.ts';

/** One `<name …>`, `</name>` or `<name/>` of a text. */
export interface Tag extends Span {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: string;
}

/** The tags of a text and what the text as a whole says about their names. */
export interface TagIndex {
  readonly tags: readonly Tag[];
  /** Tags by their start. */
  readonly at: ReadonlyMap<number, Tag>;
  /** Names that are closed somewhere: sections such as `<document>…</document>`. */
  readonly closedNames: ReadonlySet<string>;
  /** Names that the prose calls tags: "put it in <thinking> tags". */
  readonly mentionedNames: ReadonlySet<string>;
  /** True when the text lists or shows several elements of HTML. */
  readonly isHtml: boolean;
}

// Bounded repetitions that cannot cross the next `<`: one walk over any text.
const tagPattern = /<(\/?)([\p{L}_][\p{L}\p{N}_.:-]{0,63})((?:\s[^<>]{0,300})?)>/gu;
const mentionAfter =
  /^[`"'*]{0,3}(?:(?:,|\s|\/|and|or|&|\.\.\.|…){1,4}[`"'*]{0,3}<\/?[\w-]{1,40}>[`"'*]{0,3}){0,4}\s{0,2}(?:xml\s|html\s)?(?:tags?|blocks?|sections?|elements?|components?|delimiters?|commands?|format)\b/i;
const mentionWord = /\b(?:tags?|blocks?|sections?|elements?|components?|delimiters?|commands?|format)\b/i;
const mentionBefore = /\b(?:tags?|elements?|delimiters?)[\s:(]{1,2}[`"'*]{0,3}$/i;

/** Finds all tags of a text in one pass. */
export function indexTags(text: string): TagIndex {
  const tags: Tag[] = [];
  const closedNames = new Set<string>();
  const mentionedNames = new Set<string>();
  const shownHtml = new Set<string>();
  const speaksOfTags = mentionWord.test(text);
  for (const match of text.matchAll(tagPattern)) {
    const tag = readTag(match);
    tags.push(tag);
    if (tag.kind === 'close') closedNames.add(tag.name);
    if (speaksOfTags && isMentioned(text, tag)) mentionedNames.add(tag.name);
    if (htmlNames.has(tag.name.toLowerCase())) shownHtml.add(tag.name);
  }
  return {
    tags,
    at: new Map(tags.map((tag) => [tag.start, tag])),
    closedNames,
    mentionedNames,
    isHtml: shownHtml.size >= 3,
  };
}

function readTag(match: RegExpExecArray): Tag {
  const [whole, slash = '', name = '', rest = ''] = match;
  const isEmpty = rest.trimEnd().endsWith('/');
  const kind = slash !== '' ? 'close' : isEmpty ? 'empty' : 'open';
  const attributes = rest.trim().replace(/\/$/, '');
  return { name, kind, attributes, start: match.index, end: match.index + whole.length };
}

function isMentioned(text: string, tag: Tag): boolean {
  return (
    mentionAfter.test(text.slice(tag.end, tag.end + 160)) ||
    mentionBefore.test(text.slice(Math.max(0, tag.start - 20), tag.start))
  );
}
