import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Point, Tree } from 'web-tree-sitter';
import type { ResourceLoader } from '../ports.ts';
import { PromptOpsError } from '../errors.ts';
import { supportOf } from './language-support.ts';
import type { SourceLanguage } from './languages.ts';

/** A parsed file. It holds memory outside the garbage collector: call `dispose` when done with it. */
export interface ParsedSource {
  readonly language: SourceLanguage;
  readonly source: string;
  readonly tree: Tree;
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
}

export function createSourceParser(resources: ResourceLoader): SourceParser {
  const parsers = new Map<string, Promise<Parser>>();

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
    const tree = parser.parse(textForGrammar(language, source), old);
    if (tree === null) throw new TypeError(`Parsing ${language.id} gave no tree.`);
    return { language, source, tree, dispose: () => tree.delete() };
  };

  return {
    parse: (language, source) => parse(language, source, null),
    update: async (previous, source) => {
      const { language } = previous;
      previous.tree.edit(
        editBetween(textForGrammar(language, previous.source), textForGrammar(language, source)),
      );
      try {
        return await parse(previous.language, source, previous.tree);
      } finally {
        previous.dispose();
      }
    },
  };
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
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
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
