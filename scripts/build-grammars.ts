/** One file that the build packs, or copies when its name says that it is packed. Paths are relative to the repository. */
export interface GrammarFile {
  readonly from: string;
  readonly to: string;
}

const grammars = ['typescript', 'tsx', 'javascript', 'python', 'go', 'java', 'ruby', 'php', 'rust'];
/** From the packages of the grammars themselves: see docs/decisions/0005-grammars.md. */
const others = {
  toml: '@tree-sitter-grammars/tree-sitter-toml/tree-sitter-toml.wasm',
};

/** A grammar that `scripts/compile-grammars.ts` compiles from the sources in its package. */
interface CompiledGrammar {
  readonly name: string;
  /** The function that the module exports. */
  readonly symbol: string;
  readonly source: string;
  /** The module as the package has it. */
  readonly original: string;
  /** The packed module. */
  readonly to: string;
}

export const compiledGrammars: readonly CompiledGrammar[] = [
  compiled(
    'kotlin',
    'tree_sitter_kotlin',
    '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  ),
  compiled('c-sharp', 'tree_sitter_c_sharp', 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'),
];

function compiled(name: string, symbol: string, module: string): CompiledGrammar {
  const original = `node_modules/${module}`;
  const source = `${original.slice(0, original.lastIndexOf('/'))}/src`;
  return { name, symbol, source, original, to: `assets/grammars/${name}.wasm.br` };
}

/** The grammars in use and the runtime that loads them; `to` is the name under which the core asks for it. */
export const grammarFiles: readonly GrammarFile[] = [
  { from: 'node_modules/web-tree-sitter/web-tree-sitter.wasm', to: 'grammars/web-tree-sitter.wasm' },
  ...grammars.map((name) => ({
    from: `node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
    to: `grammars/${name}.wasm`,
  })),
  ...Object.entries(others).map(([name, file]) => ({
    from: `node_modules/${file}`,
    to: `grammars/${name}.wasm`,
  })),
  ...compiledGrammars.map(({ name, to: from }) => ({ from, to: `grammars/${name}.wasm` })),
];
