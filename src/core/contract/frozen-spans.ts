import type { Placeholder, Span } from '../model.ts';
import { spanLookup } from '../spans.ts';
import { findEmails, findUrls } from './addresses.ts';
import { endOfFormula } from './dollar-placeholders.ts';
import { findMarkedSpans } from './freeze-marks.ts';
import { findJson } from './json-examples.ts';
import { findFrontMatter, findXml, findYaml } from './markup-examples.ts';
import { findNumbers } from './numbers.ts';
import { findQuotes } from './quotes.ts';
import type { TextReading } from './text-reading.ts';
import { forwardFinder } from './text-scan.ts';
import { findWorkedExamples } from './worked-examples.ts';

export type FrozenKind =
  | 'marked'
  | 'front-matter'
  | 'fenced-code'
  | 'inline-code'
  | 'json'
  | 'xml'
  | 'yaml'
  | 'example'
  | 'comment'
  | 'formula'
  | 'tag'
  | 'quote'
  | 'url'
  | 'email'
  | 'slot'
  | 'number';

/** A part of a prompt that no rewrite may change inside. */
export interface FrozenSpan {
  readonly kind: FrozenKind;
  readonly span: Span;
  readonly text: string;
}

/**
 * Finds what is frozen in a text, in order of place. None lies inside another; two may overlap. Numbers and quotes
 * inside placeholders are the placeholders' own.
 */
export function findFrozenSpans(
  { text, lines, code, tags }: TextReading,
  placeholders: readonly Placeholder[],
): readonly FrozenSpan[] {
  const placeholderAt = spanLookup(placeholders.map(({ span }) => span));
  const outside = (spans: readonly Span[]): readonly Span[] =>
    spans.filter(({ start }) => placeholderAt(start) === null);
  const found: readonly (readonly [FrozenKind, readonly Span[]])[] = [
    ['marked', findMarkedSpans(text)],
    ['front-matter', findFrontMatter(text)],
    ['fenced-code', code.filter(({ kind }) => kind === 'fenced-code')],
    ['json', outside(findJson(text))],
    ['xml', findXml(lines)],
    ['yaml', findYaml(lines)],
    ['example', findWorkedExamples(lines)],
    ['inline-code', code.filter(({ kind }) => kind === 'inline-code')],
    ['comment', findComments(text)],
    ['formula', outside(findFormulas(text))],
    ['quote', outside(findQuotes(text))],
    ['url', findUrls(text)],
    ['email', findEmails(text)],
    ['slot', outside(findSlots(text))],
    ['tag', outside(tags.tags)],
    ['number', outside(findNumbers(text))],
  ];
  return outermost(found.flatMap(([kind, spans]) => spans.map((span) => frozenSpan(text, kind, span))));
}

function frozenSpan(text: string, kind: FrozenKind, { start, end }: Span): FrozenSpan {
  return { kind, span: { start, end }, text: text.slice(start, end) };
}

/** Leaves out what lies inside another; of two that are the same, the first stays. */
function outermost(spans: readonly FrozenSpan[]): readonly FrozenSpan[] {
  const kept: FrozenSpan[] = [];
  let end = -1;
  for (const frozen of spans.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    if (frozen.span.end <= end || frozen.text === '') continue;
    kept.push(frozen);
    end = frozen.span.end;
  }
  return kept;
}

function findComments(text: string): readonly Span[] {
  const closing = forwardFinder(text, '-->');
  const spans: Span[] = [];
  for (const match of text.matchAll(/<!--/g)) {
    const close = closing(match.index);
    if (close >= 0) spans.push({ start: match.index, end: close + 3 });
  }
  return spans;
}

const displayFormula = /\$\$[^$]{1,2000}\$\$/g;
const longestFormula = 400;

function findFormulas(text: string): readonly Span[] {
  const finder = forwardFinder(text, '$');
  const scan = { text, find: (_closer: string, from: number): number => finder(from) };
  const spans: Span[] = [];
  for (let index = text.indexOf('$'); index >= 0;) {
    const end = endOfFormula(scan, index);
    if (end !== null) spans.push({ start: index, end });
    index = text.indexOf('$', end ?? index + 1);
  }
  for (const match of text.matchAll(displayFormula)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return [...spans, ...enclosed(text, '\\(', '\\)'), ...enclosed(text, '\\[', '\\]')];
}

/** What stands between two marks of LaTeX, with the marks, up to 400 characters. */
function enclosed(text: string, opening: string, closing: string): readonly Span[] {
  const spans: Span[] = [];
  for (let index = text.indexOf(opening); index >= 0;) {
    const close = text.indexOf(closing, index + 2);
    if (close < 0) break;
    const isNear = close - index <= longestFormula;
    if (isNear) spans.push({ start: index, end: close + 2 });
    // Far away: only an opening mark close to the closing one can still belong to it.
    index = text.indexOf(opening, isNear ? close + 2 : Math.max(index + 2, close - longestFormula));
  }
  return spans;
}

const slotPattern = /\[(\p{L}[^\][\r\n{}<>]{0,80})\](?![([])/gu;

/** Short texts between brackets that somebody fills in or that name a part; links, citations and indexes are none. */
function findSlots(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(slotPattern)) {
    if (/[\w\])!\\]/.test(text[match.index - 1] ?? '') || match[1]?.length === 1) continue;
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
