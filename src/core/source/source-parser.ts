import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Point, Tree } from 'web-tree-sitter';
import type { ResourceLoader } from '../ports.ts';
import { PromptOpsError } from '../errors.ts';
import { endlessTurn, type Turns } from '../turns.ts';
import { changedUnit, type ChangedUnit, type UpdatedTree } from './changed-unit.ts';
import { supportOf } from './language-support.ts';
import type { SourceLanguage } from './languages.ts';

/** A parsed file. It holds memory outside the garbage collector: call `dispose` when done with it. */
export interface ParsedSource {
  readonly language: SourceLanguage;
  readonly source: string;
  readonly tree: Tree;
  /** Where it may differ from the source that it was updated from; null for one that was parsed from scratch. */
  readonly changed: ChangedUnit | null;
  dispose(): void;
}

/** Parses source files; runtime and grammars are loaded on first use and kept. */
export interface SourceParser {
  /**
   * Parses from scratch.
   * @throws PromptOpsError `unsupported-language` for a language without grammar, `missing-resource`.
   */
  parse(language: SourceLanguage, source: string): Promise<ParsedSource>;
  /** Parses the next text of an open document, reusing what did not change. Disposes `previous`. */
  update(previous: ParsedSource, source: string): Promise<ParsedSource>;
  /** How work on its trees is cut, as the host wants it. */
  readonly turns: () => Turns;
}

/** Parses of long files are cut into turns; those of one grammar wait for each other. */
export function createSourceParser(
  resources: ResourceLoader,
  turns: () => Turns = () => endlessTurn,
): SourceParser {
  const parsers = new Map<string, Promise<Parser>>();
  const parses = new Map<string, Promise<unknown>>();

  const parserOf = (language: SourceLanguage): Promise<Parser> => {
    const grammar = language.grammar;
    if (grammar === null) throw unsupported(language);
    let parser = parsers.get(grammar);
    if (parser === undefined) {
      parser = loadParser(resources, grammar);
      parsers.set(grammar, parser);
      // A failed load is tried again at the next call instead of failing for ever.
      parser.catch(() => parsers.delete(grammar));
    }
    return parser;
  };

  const parse = async (language: SourceLanguage, source: string, old: Tree | null): Promise<ParsedSource> => {
    const parser = await parserOf(language);
    const before = parses.get(language.id) ?? Promise.resolve();
    const parsing = before.then(() =>
      parseInTurns(parser, turns(), { source: textForGrammar(language, source), old }),
    );
    parses.set(
      language.id,
      parsing.catch(() => undefined),
    );
    const tree = await parsing;
    return { language, source, tree, changed: null, dispose: () => tree.delete() };
  };

  return {
    parse: (language, source) => parse(language, source, null),
    update: async (previous, source) => {
      const { language } = previous;
      const read = textForGrammar(language, source);
      const edit = editBetween(textForGrammar(language, previous.source), read);
      previous.tree.edit(edit);
      try {
        const parsed = await parse(previous.language, source, previous.tree);
        // What is hidden from the grammar may have changed anywhere.
        if (read !== source) return parsed;
        const trees = { before: previous.tree, after: parsed.tree };
        const texts = { oldSource: previous.source, source };
        return {
          ...parsed,
          changed: changedUnit({ ...trees, ...texts, edit, isLiteral: literalTest(parsed) }),
        };
      } finally {
        previous.dispose();
      }
    },
    turns,
  };
}

/** Whether a node may be read as one literal. */
function literalTest({ language, source }: ParsedSource): UpdatedTree['isLiteral'] {
  const support = supportOf(language.id);
  return (type, { start, end }) =>
    support === null || (support.literalTypes.has(type) && support.mayRead(type, source, start, end));
}

/** A parse that is stopped goes on where it was with the next call, as long as its parser does nothing else. */
async function parseInTurns(
  parser: Parser,
  turns: Turns,
  { source, old }: { readonly source: string; readonly old: Tree | null },
): Promise<Tree> {
  parser.reset();
  const progressCallback = (): boolean => turns.isOver();
  for (;;) {
    const tree = parser.parse(source, old, { progressCallback });
    if (tree !== null) return tree;
    await turns.next();
  }
}

/** What the grammar reads in place of the source. */
function textForGrammar({ id }: SourceLanguage, source: string): string {
  return supportOf(id)?.maskForGrammar?.(source) ?? source;
}

/** The runtime is one per process: a second initialisation would orphan the grammars of the first. */
let runtime: Promise<void> | null = null;

async function loadParser(resources: ResourceLoader, grammar: string): Promise<Parser> {
  runtime ??= initializeRuntime(resources);
  try {
    await runtime;
  } catch (error) {
    runtime = null;
    throw error;
  }
  const parser = new Parser();
  parser.setLanguage(await Language.load(await resources.load(grammar)));
  return parser;
}

async function initializeRuntime(resources: ResourceLoader): Promise<void> {
  await Parser.init({ wasmBinary: await resources.load('grammars/web-tree-sitter.wasm') });
}

function unsupported(language: SourceLanguage): PromptOpsError {
  return new PromptOpsError({
    reason: 'unsupported-language',
    message: `Files of the kind "${language.id}" have no grammar.`,
    nextStep: 'Use the whole file as the prompt.',
  });
}

/** The smallest single edit that leads from one text to the other. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  const isSameUnit = (at: number): boolean =>
    before.charCodeAt(before.length - at) === after.charCodeAt(after.length - at);
  while (tail < shorter - start && isSameUnit(tail + 1)) tail++;
  const oldEndIndex = before.length - tail;
  const newEndIndex = after.length - tail;
  const startPosition = pointAt(before, start, { row: 0, column: 0 }, 0);
  return new Edit({
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: pointAt(before, oldEndIndex, startPosition, start),
    newEndPosition: pointAt(after, newEndIndex, startPosition, start),
  });
}

/** Row and column of `offset`, counted on from a known point at `from`. */
function pointAt(text: string, offset: number, known: Point, from: number): Point {
  let { row } = known;
  let lineStart = from - known.column;
  for (let at = text.indexOf('\n', from); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
