/** One file that the build copies. Paths are relative to the repository. */
export interface GrammarFile {
  readonly from: string;
  readonly to: string;
}

const grammars = ['typescript', 'tsx', 'javascript', 'python', 'go', 'java', 'ruby', 'php', 'rust'];
/** From the packages of the grammars themselves: see docs/decisions/0005-grammars.md. */
const others = {
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  'c-sharp': 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  toml: '@tree-sitter-grammars/tree-sitter-toml/tree-sitter-toml.wasm',
};

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
];
