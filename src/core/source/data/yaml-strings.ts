import type { Document, ParsedNode } from 'yaml';
import { isDocument, isPair, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import type { DataString, DataStyle } from './data-string.ts';
import { alignScalar } from './align-scalar.ts';

const styles: Readonly<Record<string, DataStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The string values of a YAML file; null when it has a syntax error. */
export function readYamlStrings(source: string): DataString[] | null {
  const documents = parse(source);
  const strings: DataString[] = [];
  for (const [index, document] of documents.entries()) {
    if (document.errors.length > 0) return null;
    collect(strings, document, index, source);
  }
  return strings;
}

type YamlDocument = Document<ParsedNode>;

function parse(source: string): readonly YamlDocument[] {
  const documents = parseAllDocuments(source, { uniqueKeys: false, logLevel: 'silent', strict: false });
  return Array.isArray(documents) ? documents : [];
}

/** All that a YAML file holds besides its string values, one line each: to see that an edit left it alone. */
export function describeOtherNodes(source: string): string {
  const lines: string[] = [];
  for (const document of parse(source)) {
    visit(document, {
      Node: (key, node, ancestors) => {
        const isText = isScalar(node) && typeof node.value === 'string' && key !== 'key';
        const value = isScalar(node) && !isText ? String(node.value) : '';
        const anchor = 'anchor' in node ? (node.anchor ?? '') : '';
        lines.push(
          JSON.stringify([
            pathOf(ancestors),
            String(key),
            node.constructor.name,
            value,
            anchor,
            node.tag ?? '',
          ]),
        );
      },
    });
  }
  return lines.join('\n');
}

function collect(strings: DataString[], document: YamlDocument, index: number, source: string): void {
  visit(document, {
    Scalar: (key, node, ancestors) => {
      const style = styles[node.type ?? ''];
      if (key === 'key' || typeof node.value !== 'string' || style === undefined || !node.range) return;
      const span = { start: node.range[0], end: node.range[1] };
      const decoded = alignScalar(source, span, style, node.value);
      if (decoded === null) return;
      const own = typeof key === 'number' ? [key] : [];
      strings.push({ span, style, path: [index, ...pathOf(ancestors), ...own], decoded });
    },
  });
}

/** Keys and indices on the way to a scalar. */
function pathOf(ancestors: readonly unknown[]): (string | number)[] {
  const path: (string | number)[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    if (isDocument(ancestor)) continue;
    if (isPair(ancestor)) path.push(isScalar(ancestor.key) ? String(ancestor.key.value) : '?');
    const next = ancestors[index + 1];
    if (isSeq(ancestor) && next !== undefined) path.push(ancestor.items.indexOf(next));
  }
  return path;
}
