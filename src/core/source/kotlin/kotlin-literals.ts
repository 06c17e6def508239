import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { decodeByRules } from '../backslash-escapes.ts';
import { childSpans, makeStyle } from '../common-literals.ts';
import type { DecodedText, TextBuilder } from '../decoded-text.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { dollarsBefore, identifierAt } from './kotlin-templates.ts';

/** Kotlin language specification, "Character literals": there is no other escape, and `\u` takes four digits. */
const escapes: EscapeSyntax = {
  simple: { t: '\t', b: '\b', n: '\n', r: '\r', "'": "'", '"': '"', '\\': '\\', $: '$' },
  hex: { u: [4, 4] },
  braced: '',
  hasOctal: false,
  maximumShortCode: 0xffff,
  unknown: 'reject',
  lineBreak: 'none',
};

/** The style of `"`; a prefix of several dollars makes that many stand before filled-in code. */
export function quotedStyle(prefix: string): LiteralStyle {
  return makeStyle({ open: '"', prefix, dialect: 'quoted', form: 'plain', hasInterpolation: true });
}

/** Reads `"` and `"""` with any number of dollars before them; null for broken ones. */
export function readKotlinToken(node: Node, source: string): LiteralToken | null {
  const isRaw = node.type === 'multiline_string_literal';
  if (!isRaw && node.type !== 'string_literal') return null;
  const prefix = '$'.repeat(dollarsBefore(source, node.startIndex));
  const quote = isRaw ? '"""' : '"';
  const span = { start: node.startIndex - prefix.length, end: node.endIndex };
  const content = { start: node.startIndex + quote.length, end: span.end - quote.length };
  if (content.end < content.start || !source.startsWith(quote, content.end)) return null;
  // The grammar knows one quote before the closing ones, not two.
  if (isRaw && source[span.end] === '"') return null;
  // A lone carriage return reads as a line feed, which no writer would mean.
  if (isRaw && /\r(?!\n)/.test(source.slice(content.start, content.end))) return null;
  const nodes = childSpans(node, 'interpolation');
  const templates = templatesIn({ source, content, isRaw, dollars: Math.max(1, prefix.length), nodes });
  if (templates === null) return null;
  const decoded = decode(source, content, isRaw, templates);
  if (decoded === null) return null;
  const hasCode = decoded.segments.some(({ kind }) => kind === 'interpolation');
  const style = isRaw
    ? makeStyle({ open: quote, prefix, dialect: 'raw', form: 'block', hasInterpolation: true })
    : { ...quotedStyle(prefix), form: hasCode ? ('template' as const) : ('plain' as const) };
  return { kind: 'token', span, content, style, decoded };
}

interface TemplateSearch {
  readonly source: string;
  readonly content: Span;
  readonly isRaw: boolean;
  /** How many dollars stand before filled-in code. */
  readonly dollars: number;
  /** Where the grammar saw filled-in code: from its last dollar to its end. */
  readonly nodes: readonly Span[];
}

/**
 * Filled-in code: `$name` and `${...}`. The grammar tells where the second kind ends; null when it does not know. With a
 * prefix of n dollars, n of them stand before the code and fewer are text.
 */
function templatesIn({ source, content, isRaw, dollars, nodes }: TemplateSearch): Span[] | null {
  const endOfBraces = new Map(nodes.map(({ start, end }) => [start, end]));
  const templates: Span[] = [];
  for (let at = source.indexOf('$', content.start); at !== -1 && at < content.end;) {
    let end = at;
    while (source[end] === '$') end++;
    const from = !isRaw && isBackslashed(source, content.start, at) ? at + 1 : at;
    if (end - from >= dollars && source[end] === '{') {
      const close = endOfBraces.get(end - 1);
      if (close === undefined || close > content.end) return null;
      templates.push({ start: end - dollars, end: close });
      end = close;
    } else if (end - from >= dollars) {
      const name = identifierAt(source, end);
      if (name > end) templates.push({ start: end - dollars, end: name });
      end = Math.max(end, name);
    }
    at = source.indexOf('$', end);
  }
  return templates;
}

function isBackslashed(source: string, start: number, at: number): boolean {
  let count = 0;
  while (at - 1 - count >= start && source[at - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

function decode(
  source: string,
  content: Span,
  isRaw: boolean,
  templates: readonly Span[],
): DecodedText | null {
  const builder = createTextBuilder();
  const rules = { escapes: isRaw ? null : escapes, doubled: '' };
  let position = content.start;
  for (const template of templates) {
    if (!decodeByRules(builder, source, { start: position, end: template.start }, rules)) return null;
    appendTemplate(builder, source, template);
    position = template.end;
  }
  return decodeByRules(builder, source, { start: position, end: content.end }, rules) ? builder.done() : null;
}

/** `${'$'}` is how raw strings say a dollar, and `${'"'}` a quote: text, not code. */
function appendTemplate(builder: TextBuilder, source: string, { start, end }: Span): void {
  const constant = /^\$+\{(?:'([$"])'|"(\$)")\}$/.exec(source.slice(start, Math.min(end, start + 40)));
  const character = constant?.[1] ?? constant?.[2];
  if (character === undefined) builder.interpolation(source, start, end);
  else builder.escape(character, start, end);
}
