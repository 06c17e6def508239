import type { Node } from 'web-tree-sitter';
import { commentDirective } from './comment-directive.ts';
import { fillerOf } from './filled-in.ts';
import { wordsOfName } from './name-evidence.ts';
import type { LiteralContext, LiteralPlace } from './literal-context.ts';

/**
 * How the grammar of a language names what can stand around a literal: node types with the field of their name. Where a
 * grammar has no fields, `<type>` is the first child of that type, `<type>=` one with an equals sign behind it, and
 * `<first>` the first child.
 */
export interface ContextTable {
  /** Nodes that give their value a name. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Functions and classes. */
  readonly scopes: Readonly<Record<string, string>>;
  readonly calls: Readonly<Record<string, string>>;
  /** Key-value nodes inside objects and argument lists. */
  readonly pairs: Readonly<Record<string, string>>;
  /** Nodes that list pairs or elements. */
  readonly lists: ReadonlySet<string>;
  readonly places: Readonly<Record<string, LiteralPlace>>;
  readonly statement: RegExp;
}

/** Most entries of an object or argument list that are looked at: the rest says nothing new. */
const maximumNeighbours = 40;

/** Gathers the facts around a literal by walking outwards. `node` is the literal itself. */
export function describeLiteral(
  table: ContextTable,
  node: Node,
  ancestors: readonly Node[],
  source: string,
): LiteralContext {
  const facts = createFacts(source);
  let child = node;
  let statementStart = node.startIndex;
  for (const ancestor of ancestors) {
    if (!facts.isStatementFound) {
      noteExpression(table, facts, ancestor, child);
      if (table.statement.test(ancestor.type)) {
        facts.isStatementFound = true;
        statementStart = ancestor.startIndex;
      }
    }
    noteScope(table, facts, ancestor, child);
    child = ancestor;
  }
  const name = facts.name ?? facts.genericName ?? facts.scopes.at(-1) ?? null;
  const own = facts.name ?? facts.genericName;
  const ownPath = [own, facts.role].filter((part) => part !== null);
  return {
    name,
    symbolPath: [...facts.scopes, ...ownPath],
    calls: facts.calls,
    role: facts.role,
    neighbours: facts.neighbours,
    wrapper: facts.calls[0] ?? null,
    filler: fillerOf(source, { node, parent: ancestors[0], call: facts.calls[0] }),
    place: facts.place,
    directive: commentDirective(source, node.startIndex, statementStart),
  };
}

interface Facts {
  readonly source: string;
  name: string | null;
  genericName: string | null;
  role: string | null;
  place: LiteralPlace;
  isStatementFound: boolean;
  isNamed: boolean;
  readonly scopes: string[];
  readonly calls: string[];
  readonly neighbours: string[];
}

function createFacts(source: string): Facts {
  return {
    source,
    name: null,
    genericName: null,
    role: null,
    place: 'value',
    isStatementFound: false,
    isNamed: false,
    scopes: [],
    calls: [],
    neighbours: [],
  };
}

/** Names that say how a value is wrapped, not what it is: the name further out says more. */
const genericNames = new Set(['content', 'text', 'parts', 'value']);

function noteExpression(table: ContextTable, facts: Facts, ancestor: Node, child: Node): void {
  const { type } = ancestor;
  const place = table.places[type];
  if (place !== undefined && facts.place === 'value' && !facts.isNamed) facts.place = place;
  const bindingField = table.bindings[type] ?? table.pairs[type];
  if (bindingField !== undefined) noteName(facts, partOf(ancestor, bindingField), child);
  const callField = table.calls[type];
  const callee = callField === undefined ? null : partOf(ancestor, callField);
  if (callee !== null && callee.endIndex <= child.startIndex)
    facts.calls.push(calleeText(facts.source, ancestor, callee));
  if (table.lists.has(type)) noteNeighbours(table, facts, ancestor, child);
}

/** The child that a table names by its field, its type or its place. */
function partOf(node: Node, part: string): Node | null {
  if (part === '<first>') return node.firstNamedChild;
  const type = /^<(\w+)>/.exec(part)?.[1];
  if (type === undefined) return node.childForFieldName(part);
  const child = node.namedChildren.find((candidate) => candidate.type === type);
  return child === undefined || (part.endsWith('=') && child.nextSibling?.type !== '=') ? null : child;
}

function noteName(facts: Facts, nameNode: Node | null, child: Node): void {
  if (nameNode === null) return;
  if (nameNode.startIndex === child.startIndex && nameNode.endIndex === child.endIndex) {
    if (!facts.isNamed) facts.place = 'key';
    return;
  }
  const name = plainName(nameNode.text);
  facts.isNamed = true;
  if (genericNames.has(name)) facts.genericName ??= name;
  else facts.name ??= name;
}

/** `self.prompt` is called `prompt`, `"system"` is called `system`, `config["x"]` is called `x`. */
function plainName(text: string): string {
  const words = text.slice(0, 200).match(/[\p{L}\p{N}_$-]+/gu);
  return words?.at(-1) ?? text.slice(0, 40);
}

/** Callees are cut: a fluent chain repeats everything before it. */
function calleeText(source: string, call: Node, callee: Node): string {
  const text = source.slice(Math.max(call.startIndex, callee.endIndex - 200), callee.endIndex);
  return text
    .slice(Math.max(0, text.length - 80))
    .replace(/^(?:new|await)\s/, '')
    .replace(/\s+/g, '');
}

const roles = new Set(['system', 'developer', 'user', 'human', 'assistant', 'ai', 'model', 'tool']);

function noteNeighbours(table: ContextTable, facts: Facts, list: Node, child: Node): void {
  const entries = firstEntries(list);
  for (const entry of entries) {
    const field = table.pairs[entry.type];
    const key = field === undefined ? null : partOf(entry, field);
    if (key === null) continue;
    const name = plainName(key.text);
    facts.neighbours.push(name);
    if (name.toLowerCase() === 'role') facts.role ??= roleOf(valueOf(entry));
  }
  const [first] = entries;
  const isPair = entries.length === 2 && first !== undefined && first.id !== child.id;
  // `assistant` alone is a variable; `"system"` and `Role.System` are roles.
  const isRoleLike = first !== undefined && !/^\w+$/.test(first.text.slice(0, 60));
  if (isPair && isRoleLike && facts.role === null && !facts.isNamed) facts.role = roleOf(first);
}

/** The value of a pair: what its grammar calls so, or what stands last in it. */
function valueOf(pair: Node): Node {
  return pair.childForFieldName('value') ?? pair.childForFieldName('right') ?? pair.lastNamedChild ?? pair;
}

/** The first entries without comments; a list may have thousands. */
function firstEntries(list: Node): Node[] {
  const entries: Node[] = [];
  const count = Math.min(list.namedChildCount, maximumNeighbours);
  for (let index = 0; index < count; index++) {
    const entry = list.namedChild(index);
    if (entry !== null && !entry.type.endsWith('comment')) entries.push(entry);
  }
  return entries;
}

function roleOf(value: Node): string | null {
  if (value.endIndex - value.startIndex > 60) return null;
  // `ChatMessageRole.System` and `openai.ChatMessageRoleSystem` say it in their last word.
  const word = wordsOfName(plainName(value.text)).at(-1);
  return word !== undefined && roles.has(word) ? word : null;
}

function noteScope(table: ContextTable, facts: Facts, ancestor: Node, child: Node): void {
  const field = table.scopes[ancestor.type];
  const nameNode = field === undefined ? null : partOf(ancestor, field);
  if (nameNode !== null && nameNode.endIndex <= child.startIndex) facts.scopes.unshift(nameNode.text);
}
