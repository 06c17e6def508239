import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import { decodeByRules } from '../backslash-escapes.ts';
import { makeStyle } from '../common-literals.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { LiteralToken } from '../literal-tree.ts';
import { javaEscapes } from './java-escapes.ts';

/**
 * Reads `"""`: the common white space of its lines goes, blanks at their ends go, then escapes are read (Java language
 * specification, 3.10.6). The line of the closing quotes counts for the common white space even when it is blank.
 */
export function readTextBlock(node: Node, source: string): LiteralToken | null {
  const span = { start: node.startIndex, end: node.endIndex };
  const firstBreak = source.indexOf('\n', span.start);
  if (firstBreak === -1 || firstBreak >= span.end - 3) return null;
  const content = { start: firstBreak + 1, end: span.end - 3 };
  const lines = linesOf(source, content);
  const margin = marginOf(source, lines);
  const builder = createTextBuilder();
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const from = Math.min(line.end, line.start + margin.length);
    const to = trimmedEnd(source, { start: from, end: line.end });
    const isContinued = !isLast && endsWithBackslash(source, { start: from, end: to });
    const text = { start: from, end: isContinued ? to - 1 : to };
    if (!decodeByRules(builder, source, text, { escapes: javaEscapes, doubled: '' })) return null;
    const next = lines[index + 1];
    // The break stands for itself and the margin after it, so that new text behind it is indented.
    if (next !== undefined && !isContinued) {
      builder.escape('\n', line.end, Math.min(next.end, next.start + margin.length));
    }
  }
  const open = source.slice(span.start, content.start);
  const style = makeStyle({ open, close: '"""', dialect: 'block', form: 'block', margin });
  return { kind: 'token', span, content, style, decoded: builder.done() };
}

/** The lines without their breaks. */
function linesOf(source: string, content: Span): Span[] {
  const lines: Span[] = [];
  for (let start = content.start; ;) {
    const newline = source.indexOf('\n', start);
    const isLast = newline === -1 || newline >= content.end;
    const end = isLast ? content.end : newline;
    lines.push({ start, end: !isLast && source[end - 1] === '\r' && end > start ? end - 1 : end });
    if (isLast) return lines;
    start = newline + 1;
  }
}

function marginOf(source: string, lines: readonly Span[]): string {
  let margin: string | null = null;
  for (const [index, { start, end }] of lines.entries()) {
    let ink = start;
    while (ink < end && /[ \t\f]/.test(source.charAt(ink))) ink++;
    const isBlank = ink === end;
    if (isBlank && index < lines.length - 1) continue;
    const indent = source.slice(start, ink);
    if (margin === null || indent.length < margin.length) margin = indent;
  }
  return margin ?? '';
}

function trimmedEnd(source: string, { start, end }: Span): number {
  let to = end;
  while (to > start && /[ \t\f]/.test(source.charAt(to - 1))) to--;
  return to;
}

function endsWithBackslash(source: string, { start, end }: Span): boolean {
  let count = 0;
  while (end - 1 - count >= start && source[end - 1 - count] === '\\') count++;
  return count % 2 === 1;
}
