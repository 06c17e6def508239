import type { Placeholder, PromptText, Span } from '../model.ts';
import { matchAngle, matchErb, matchSpecialToken } from './angle-placeholders.ts';
import { matchBrace, matchDoubleBrace, matchJinjaBlock } from './brace-placeholders.ts';
import { matchBracket, matchBracketToken } from './bracket-placeholders.ts';
import { isProgram } from './code-spans.ts';
import { matchDollarBrace, matchDollarName } from './dollar-placeholders.ts';
import { matchPrintf } from './printf-placeholders.ts';
import type { Closer, TemplateMatch, TemplateMatcher, TemplateScan } from './template-scan.ts';
import { readText, type TextReading } from './text-reading.ts';
import { firstSpanEndingAfter, mergeOverlaps, spanLookup } from '../spans.ts';
import { forwardFinder } from './text-scan.ts';

const matchersByLead: Readonly<Record<string, readonly TemplateMatcher[]>> = {
  '{': [matchJinjaBlock, matchDoubleBrace, matchBrace],
  $: [matchDollarBrace, matchDollarName],
  '%': [matchPrintf],
  '<': [matchErb, matchSpecialToken, matchAngle],
  '[': [matchBracketToken, matchBracket],
};
const leads = /[{$%<[]/g;

/**
 * Finds everything in a prompt that is filled in at run time, in order of place and without overlaps. What the host
 * language fills in comes first: nothing is looked for inside an interpolation.
 */
export function findPlaceholders(prompt: PromptText): readonly Placeholder[] {
  return findPlaceholdersIn(readText(prompt.text), prompt.interpolations);
}

/** `findPlaceholders` for a text that has been read already. */
export function findPlaceholdersIn(reading: TextReading, given: readonly Span[]): readonly Placeholder[] {
  const { text } = reading;
  const interpolations = mergeOverlaps(given);
  const scan = beginScan(reading);
  const placeholders = interpolations.map((span) => interpolationPlaceholder(text, span));
  for (let lead = nextLead(text, 0); lead >= 0;) {
    // An interpolation inside of what looks like a placeholder stands; what surrounds it does not.
    const interpolation = firstSpanEndingAfter(interpolations, lead);
    const match = firstMatch(scan, lead);
    const end = match?.end ?? lead + 1;
    if (interpolation !== null && interpolation.start < end) {
      if (interpolation.start <= lead) scan.previousEnd = interpolation.end;
      lead = nextLead(text, interpolation.start <= lead ? interpolation.end : lead + 1);
      continue;
    }
    if (match?.found) {
      const { kind, name, positional } = match.found;
      placeholders.push({ text: text.slice(lead, end), kind, name, span: { start: lead, end }, positional });
      scan.previousEnd = end;
    }
    lead = nextLead(text, end);
  }
  // All but the interpolations were found in order.
  if (interpolations.length > 0) placeholders.sort((a, b) => a.span.start - b.span.start);
  return placeholders;
}

function nextLead(text: string, from: number): number {
  leads.lastIndex = from;
  return leads.exec(text)?.index ?? -1;
}

function firstMatch(scan: TemplateScan, index: number): TemplateMatch | null {
  for (const matcher of matchersByLead[scan.text[index] ?? ''] ?? []) {
    const match = matcher(scan, index);
    if (match !== null) return match;
  }
  return null;
}

function interpolationPlaceholder(text: string, span: Span): Placeholder {
  const source = text.slice(span.start, span.end);
  const name = source
    .replace(/^[$#]?\{/, '')
    .replace(/\}$/, '')
    .trim();
  return { text: source, kind: 'interpolation', name, span, positional: false };
}

function beginScan({ text, code, tags }: TextReading): TemplateScan {
  const programs = code.filter((span) => span.kind === 'fenced-code' && isProgram(span.language));
  const inline = code.filter((span) => span.kind === 'inline-code');
  const finders = new Map<Closer, (from: number) => number>();
  let braces: Int32Array | null = null;
  return {
    text,
    tags,
    previousEnd: -1,
    hasLatex: /\\[A-Za-z]{2,30}\{/.test(text),
    programAt: spanLookup(programs),
    inlineCodeAt: spanLookup(inline),
    find: (closer, from) => {
      const finder = finders.get(closer) ?? forwardFinder(text, closer);
      finders.set(closer, finder);
      return finder(from);
    },
    closingBrace: (index) => (braces ??= pairBraces(text))[index] ?? -1,
  };
}

/** For every `{` the place of the `}` that closes it, or -1. */
function pairBraces(text: string): Int32Array {
  const closing = new Int32Array(text.length).fill(-1);
  const open: number[] = [];
  for (const match of text.matchAll(/[{}]/g)) {
    if (match[0] === '{') open.push(match.index);
    else {
      const start = open.pop();
      if (start !== undefined) closing[start] = match.index;
    }
  }
  return closing;
}
