/** One file that the build copies. Paths are relative to the repository. */
export interface GrammarFile {
  readonly from: string;
  readonly to: string;
}

const grammars = [
  'typescript',
  'tsx',
  'javascript',
  'python',
  'go',
  'java',
  'c-sharp',
  'ruby',
  'php',
  'rust',
];

/** The grammars in use and the runtime that loads them; `to` is the name under which the core asks for it. */
export const grammarFiles: readonly GrammarFile[] = [
  { from: 'node_modules/web-tree-sitter/web-tree-sitter.wasm', to: 'grammars/web-tree-sitter.wasm' },
  ...grammars.map((name) => ({
    from: `node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
    to: `grammars/${name}.wasm`,
  })),
];
