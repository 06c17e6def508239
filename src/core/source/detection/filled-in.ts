import type { Node } from 'web-tree-sitter';

/** Methods that put values into a text: `"…".format(…)`, `"…".formatted(…)`. */
const methods =
  /^\s{0,40}\)?\s{0,40}\.\s{0,40}(format|format_map|formatted|replace|replaceAll|gsub)\s{0,4}\(/;
/** The operator that does so in Python and Ruby. */
const operator = /^\s{0,40}\)?\s{0,40}%\s{0,40}[\w({[@]/;
/** Functions whose first argument is such a text. */
const functions = /(?:^|\.)(Template|Sprintf|sprintf|format!?|Format)$/;

/** What puts values into a literal at run time, other than code inside it; null when nothing does. */
export function fillerOf(
  source: string,
  {
    node,
    parent,
    call,
  }: { readonly node: Node; readonly parent: Node | undefined; readonly call: string | undefined },
): string | null {
  const behind = source.slice(node.endIndex, node.endIndex + 120);
  const method = methods.exec(behind)?.[1];
  if (method !== undefined) return `${method}()`;
  const isBinary = parent !== undefined && /^binary/.test(parent.type);
  if (isBinary && operator.test(behind)) return '%';
  const named = call === undefined ? undefined : functions.exec(call)?.[1];
  return named === undefined ? null : `${named}()`;
}
