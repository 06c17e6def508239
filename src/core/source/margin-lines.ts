import type { Span } from '../model.ts';
import type { TextRules } from './backslash-escapes.ts';
import { decodeByRules } from './backslash-escapes.ts';
import type { DecodedText, TextBuilder } from './decoded-text.ts';
import { createTextBuilder } from './decoded-text.ts';

interface MarginText {
  readonly source: string;
  /** Begins at the start of a line. */
  readonly content: Span;
  readonly rules: TextRules;
  readonly interpolations: readonly Span[];
  /** Characters of white space that do not count at the start of each line; blank lines may have fewer. */
  readonly marginLength: number;
}

/**
 * Decodes lines that share a margin. A line break stands for itself and the margin after it, so that text that is put
 * behind it is indented. Null when a rule rejects an escape.
 */
export function decodeLines({
  source,
  content,
  rules,
  interpolations,
  marginLength,
}: MarginText): DecodedText | null {
  const builder = createTextBuilder();
  let position = afterMargin(source, content.start, content.end, marginLength);
  for (const code of [...interpolations, null]) {
    const end = code?.start ?? content.end;
    if (!decodeRun(builder, source, { start: position, end }, rules, marginLength)) return null;
    if (code === null) break;
    builder.interpolation(source, code.start, code.end);
    position = code.end;
  }
  return builder.done();
}

function decodeRun(
  builder: TextBuilder,
  source: string,
  run: Span,
  rules: TextRules,
  marginLength: number,
): boolean {
  let position = run.start;
  while (position <= run.end) {
    const newline = source.indexOf('\n', position);
    if (newline === -1 || newline >= run.end) {
      return decodeByRules(builder, source, { start: position, end: run.end }, rules);
    }
    const lineEnd = source[newline - 1] === '\r' && newline > position ? newline - 1 : newline;
    if (!decodeByRules(builder, source, { start: position, end: lineEnd }, rules)) return false;
    position = afterMargin(source, newline + 1, run.end, marginLength);
    const keepsReturn = rules.carriageReturns === 'keep' && lineEnd < newline;
    builder.escape(keepsReturn ? '\r\n' : '\n', lineEnd, position);
  }
  return true;
}

function afterMargin(source: string, lineStart: number, end: number, marginLength: number): number {
  let at = lineStart;
  while (at < end && at - lineStart < marginLength && /[ \t]/.test(source.charAt(at))) at++;
  return at;
}

/** Puts the margin before every line of an encoded text but blank ones. */
export function withMargin(
  text: string,
  margin: string,
  place: { readonly lineBreak: string; readonly isFirst: boolean; readonly keepsLastBlank?: boolean },
): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const startsLine = index > 0 || place.isFirst;
      // The last line may go on with text that stands in the source already.
      const goesOn = index === lines.length - 1 && place.keepsLastBlank !== true;
      return startsLine && (line !== '' || goesOn) ? margin + line : line;
    })
    .join(place.lineBreak);
}
