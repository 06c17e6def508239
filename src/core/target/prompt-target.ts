import type { PromptForm, PromptLocation, PromptText, Span } from '../model.ts';
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

function formOfTarget(target: PromptTarget): PromptForm {
  return target.kind === 'text' ? 'file' : target.site.form;
}

/** Line of an offset, counted from 1. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Widens a selection inside a prompt so that it cuts no interpolation. */
export function widenToInterpolations(site: PromptSite, span: Span): Span {
  let { start, end } = span;
  for (const interpolation of site.interpolations) {
    if (interpolation.start < end && interpolation.end > start) {
      start = Math.min(start, interpolation.start);
      end = Math.max(end, interpolation.end);
    }
  }
  return { start, end };
}
