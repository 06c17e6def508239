import { matchAt } from './text-scan.ts';
import { placeholderMatch, stepOver, type TemplateMatcher } from './template-scan.ts';

const namedPattern = /%\((\w{1,64})\)[-+#0]{0,3}\d{0,3}(?:\.\d{1,3})?[diouxXeEfFgGcrsa](?![A-Za-z0-9_])/y;
const indexedPattern = /%(\d{1,2})\$[-+#0]{0,3}\d{0,3}(?:\.\d{1,3})?[difgxXeEucs@](?![A-Za-z0-9_])/y;
const positionalPattern = /%[-+#0]{0,3}\d{0,3}(?:\.\d{1,3})?(?:l{1,2}[du]|[sdifgrxXeEuc@])(?![A-Za-z0-9_])/y;
// Date formats: `%Y-%m-%d` holds a `%d` that nobody fills in. At least two codes, one of them no printf conversion.
const datePattern = /(?:%[-#]?[A-Za-z][-/:., T]{0,2}){2,12}/y;

/** `%s`, `%5.2f`, `%(name)s`, `%1$s`: not `50% sure`, `100%.`, `%%`, `%20` or `%Y-%m-%d`. */
export const matchPrintf: TemplateMatcher = (scan, index) => {
  const { text } = scan;
  if (text[index + 1] === '%') return stepOver(index + 2);
  const named = matchAt(namedPattern, text, index);
  if (named?.[1] !== undefined) return placeholderMatch('printf', named[1], index + named[0].length);
  if (scan.programAt(index) !== null || /[\d+]/.test(text[index - 1] ?? '')) return null;
  const indexed = matchAt(indexedPattern, text, index);
  if (indexed?.[1] !== undefined) return placeholderMatch('printf', indexed[1], index + indexed[0].length);
  const date = matchAt(datePattern, text, index);
  if (date !== null && /%[-#]?[YmHMSBbyAajpZI]/.test(date[0]))
    return stepOver(index + date[0].trimEnd().length);
  const positional = matchAt(positionalPattern, text, index);
  return positional && placeholderMatch('printf', '', index + positional[0].length, true);
};
