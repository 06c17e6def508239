import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { createLineIndex } from '../../../report/line-index.ts';
import type { CasePlace } from '../evaluation-case.ts';
import { invalidTests } from './invalid-tests.ts';
import type { LocatedEntry, LocatedMap, LocatedValue } from './located-value.ts';

/** Characters of a file that people write by hand; above that its parts take seconds to read. */
const mostCharacters = 500_000;

/** Values in all, copies through aliases included: this stops files that unfold to a million times their size. */
const mostValues = 500_000;
const deepest = 64;

/**
 * Reads YAML, or JSON, which is YAML too, with the place of every value. Aliases and merge keys are followed.
 * @throws PromptOpsError `invalid-tests`.
 */
export function readYaml(source: string, file: string): LocatedValue {
  if (source.length > mostCharacters) {
    throw invalidTests(
      file,
      'it is longer than 500,000 characters',
      'Move the cases into a file of comma-separated values or one JSON object a line.',
    );
  }
  if (isTooDeep(source)) throw tooDeep(file);
  const position = createLineIndex(source);
  const document = parse(source, file);
  const [error] = document.errors;
  if (error !== undefined) {
    const place = { file, ...position(error.pos[0]) };
    throw invalidTests(place, `this is no valid YAML (${firstLine(error.message)})`, 'Mend the line.');
  }
  return locate(document, (offset) => ({ file, ...position(offset) }));
}

function parse(source: string, file: string): Document {
  try {
    // Keys are compared below: the package does so in quadratic time.
    return parseDocument(source.replace(/^\ufeff/, ''), {
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
  } catch (cause) {
    // The only way out of the parser: its stack is exhausted by brackets within brackets.
    if (cause instanceof RangeError) throw tooDeep(file);
    throw cause;
  }
}

/** Brackets left open, and marks of nested lists in a row, above which the parser would only exhaust its stack, slowly. */
const mostOpen = 1000;

function isTooDeep(source: string): boolean {
  // Anchors and tags in a row are an error that the parser takes quadratic time to list.
  if (/(?:[-?:][ \t]){200}|(?:[&!][^\s]{0,99}[ \t]{1,9}){8}/.test(source)) return true;
  let open = 0;
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > mostOpen) return true;
  }
  return false;
}

function firstLine(message: string): string {
  return message.slice(0, Math.max(0, message.search(/ at line \d|\n|$/))).replace(/[.:]$/, '');
}

function locate(document: Document, placeAt: (offset: number) => CasePlace): LocatedValue {
  let values = 0;
  const anchors = new Map<string, Node>();
  const placeOf = (node: Node | null): CasePlace => placeAt(node?.range?.[0] ?? 0);
  const visit = (node: unknown, depth: number, fallback: CasePlace): LocatedValue => {
    values += 1;
    if (values > mostValues) throw unfolds(fallback);
    if (depth > deepest) throw tooDeep(fallback);
    // Asking the package for each alias would walk over the document each time.
    if (isAlias(node)) return visit(anchors.get(node.source), depth + 1, placeOf(node));
    if ((isSeq(node) || isMap(node) || isScalar(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, node);
    if (isSeq(node)) {
      const place = placeOf(node);
      return { kind: 'list', items: node.items.map((item) => visit(item, depth + 1, place)), place };
    }
    if (isMap(node)) return visitMap(node, depth);
    if (isScalar(node)) return { kind: 'scalar', value: scalarOf(node.value), place: placeOf(node) };
    return { kind: 'scalar', value: null, place: fallback };
  };
  const visitMap = (node: YAMLMap, depth: number): LocatedMap => {
    const place = placeOf(node);
    const entries = new Map<string, LocatedEntry>();
    const merged: LocatedValue[] = [];
    for (const pair of node.items) {
      const { key, at } = keyOf(pair, placeOf, place);
      const value = visit(pair.value, depth + 1, at);
      if (key === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
      else if (entries.has(key))
        throw invalidTests(at, `the key ${key} stands here twice`, 'Remove one of them.');
      else entries.set(key, { value, place: at });
    }
    for (const value of merged) {
      if (value.kind !== 'map') continue;
      for (const [key, entry] of value.entries) if (!entries.has(key)) entries.set(key, entry);
    }
    return { kind: 'map', entries, place };
  };
  return visit(document.contents, 0, placeAt(0));
}

function keyOf(
  { key }: Pair,
  placeOf: (node: Node | null) => CasePlace,
  fallback: CasePlace,
): { readonly key: string; readonly at: CasePlace } {
  if (isScalar(key)) return { key: String(key.value), at: placeOf(key) };
  throw invalidTests(fallback, 'a key here is no text', 'Give it a name.');
}

function scalarOf(value: unknown): string | number | boolean | null {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function unfolds(place: CasePlace): Error {
  return invalidTests(place, `the file unfolds to more than ${mostValues} values`, 'Use fewer aliases.');
}

function tooDeep(place: CasePlace | string): Error {
  return invalidTests(place, 'values are nested too deeply', 'Make the file flatter.');
}
