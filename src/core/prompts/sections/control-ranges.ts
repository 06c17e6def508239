import type { Placeholder, Span } from '../../model.ts';

/**
 * What stands between the beginning and the end of a control block, with both: `{% if … %}…{% endif %}`,
 * `{{#each x}}…{{/each}}`, `{{range …}}…{{end}}`, `<% if … %>…<% end %>`. Blocks without an end are left out.
 */
export function findControlRanges(placeholders: readonly Placeholder[]): readonly Span[] {
  const open = new Map<string, number[]>();
  const ranges: Span[] = [];
  for (const placeholder of placeholders) {
    const mark = readMark(placeholder);
    if (mark === null) continue;
    const starts = open.get(mark.key) ?? [];
    open.set(mark.key, starts);
    if (mark.kind === 'open') starts.push(placeholder.span.start);
    else {
      const start = starts.pop();
      if (start !== undefined) ranges.push({ start, end: placeholder.span.end });
    }
  }
  return ranges;
}

/** The beginning or the end of a block; both have the same key. */
interface ControlMark {
  readonly kind: 'open' | 'close';
  readonly key: string;
}

function readMark({ kind, name, text }: Placeholder): ControlMark | null {
  if (kind === 'erb') return readScript(text, name.trim());
  if (kind !== 'block') return null;
  return text.startsWith('{%') ? readStatement(name.trim()) : readExpression(name.trim());
}

/** Jinja and Liquid: `endfor` ends `for`. */
function readStatement(name: string): ControlMark | null {
  const word = firstWord(name);
  if (word.startsWith('end') && word.length > 3) return { kind: 'close', key: `statement ${word.slice(3)}` };
  return word === '' ? null : { kind: 'open', key: `statement ${word}` };
}

/** Handlebars and Mustache name what they end; Go says `end`. */
function readExpression(name: string): ControlMark | null {
  const named = /^([#^/])\s{0,4}([^\s}]{1,200})/.exec(name);
  if (named !== null) {
    return { kind: named[1] === '/' ? 'close' : 'open', key: `section ${named[2] ?? ''}` };
  }
  if (name === 'end') return { kind: 'close', key: 'range' };
  return /^(?:if|range|with|define|block)\s/.test(name) ? { kind: 'open', key: 'range' } : null;
}

/** ERB and EJS: what prints a value or comments begins and ends nothing. */
function readScript(text: string, name: string): ControlMark | null {
  if (/^<%-?[=#]/.test(text)) return null;
  const closes = name === 'end' || name.startsWith('}');
  const opens = /^(?:if|unless|for|while|until|case|begin)\b|\bdo(?:\s{0,4}\|[^|]{0,200}\|)?$|\{$/.test(name);
  // `} else {` ends one branch and begins the next.
  if (closes === opens) return null;
  return { kind: opens ? 'open' : 'close', key: 'script' };
}

function firstWord(name: string): string {
  return /^\w{1,40}/.exec(name)?.[0] ?? '';
}
