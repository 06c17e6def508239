import type { PromptForm, PromptLocation, PromptText, Span } from '../model.ts';
import { countLeading } from '../sorted-search.ts';
import type { PromptSite } from '../source/prompt-site.ts';

/** What a run works on: a whole prompt, a selected part of one, or selected text that stands in no literal. */
export type PromptTarget =
  | { readonly kind: 'site'; readonly site: PromptSite }
  | { readonly kind: 'fragment'; readonly site: PromptSite; readonly span: Span }
  | { readonly kind: 'text'; readonly span: Span; readonly text: string };

/** The text that is optimized. */
export function promptOfTarget(target: PromptTarget): PromptText {
  switch (target.kind) {
    case 'site':
      return { text: target.site.text, interpolations: target.site.interpolations };
    case 'fragment':
      return fragmentPrompt(target.site, target.span);
    case 'text':
      return { text: target.text, interpolations: [] };
  }
}

function fragmentPrompt(site: PromptSite, span: Span): PromptText {
  const interpolations = site.interpolations
    .filter(({ start, end }) => start >= span.start && end <= span.end)
    .map(({ start, end }) => ({ start: start - span.start, end: end - span.start }));
  return { text: site.text.slice(span.start, span.end), interpolations };
}

/** Where the target stands, for reports and the history. */
export function locationOfTarget(
  target: PromptTarget,
  { file, source }: { readonly file: string; readonly source: string },
): PromptLocation {
  const offset = spanOfTarget(target).start;
  return { file, line: lineAt(source, offset), name: nameOfTarget(target), form: formOfTarget(target) };
}

/** The source span of the literal, or of the selected text, that a rewrite would replace. */
export function spanOfTarget(target: PromptTarget): Span {
  return target.kind === 'text' ? target.span : target.site.span;
}

/** The name under which people know the prompt, or null. */
export function nameOfTarget(target: PromptTarget): string | null {
  return target.kind === 'text' ? null : target.site.name;
}

/** Where a span of the target's text stands in the source; text without source of its own stands at its literal. */
export function sourceOfSpan(target: PromptTarget, { start, end }: Span): Span {
  if (target.kind === 'text') return { start: target.span.start + start, end: target.span.start + end };
  const shift = target.kind === 'fragment' ? target.span.start : 0;
  const { site } = target;
  const source = site.toSource({ start: start + shift, end: end + shift });
  return source ?? site.toSource({ start: start + shift, end: start + shift + 1 }) ?? site.span;
}

function formOfTarget(target: PromptTarget): PromptForm {
  return target.kind === 'text' ? 'file' : target.site.form;
}

/** Line of an offset, counted from 1. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * The part of a prompt that a selection of the source covers, or null when the selection is not inside the literal. It
 * is widened where it would cut an escape or an interpolation; the whole text makes it the whole prompt.
 */
export function fragmentTarget(site: PromptSite, selection: Span): PromptTarget | null {
  if (selection.start < site.span.start || selection.end > site.span.end) return null;
  const covered = widenToInterpolations(site, textSpanOf(site, selection));
  if (site.text.slice(covered.start, covered.end).trim() === '') return null;
  const isWhole = covered.start === 0 && covered.end === site.text.length;
  return isWhole ? { kind: 'site', site } : { kind: 'fragment', site, span: covered };
}

/** The characters of the decoded text whose source lies in or is touched by a span of the source. */
function textSpanOf(site: PromptSite, selection: Span): Span {
  const start = firstOffset(site, (source) => source.end > selection.start);
  const end = firstOffset(site, (source) => source.start >= selection.end);
  return { start, end: Math.max(start, end) };
}

/** The first character of the text whose source satisfies a condition that stays true once it is. */
function firstOffset(site: PromptSite, isReached: (source: Span) => boolean): number {
  return countLeading(site.text.length, (offset) => {
    const source = site.toSource({ start: offset, end: offset + 1 });
    return source === null || !isReached(source);
  });
}

function widenToInterpolations(site: PromptSite, span: Span): Span {
  let { start, end } = span;
  for (const interpolation of site.interpolations) {
    if (interpolation.start < end && interpolation.end > start) {
      start = Math.min(start, interpolation.start);
      end = Math.max(end, interpolation.end);
    }
  }
  return { start, end };
}
