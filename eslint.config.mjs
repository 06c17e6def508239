import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeBuiltins = { group: ['node:*'], message: 'This folder runs without Node: take a port instead.' };
const editor = {
  group: ['vscode'],
  message: 'Only src/vscode and src/extension.ts talk to the editor.',
};

/** Forbids imports matching the given groups in the given files. */
function boundary(files, groups) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: groups }] } };
}

export default defineConfig(
  { ignores: ['dist/', 'out-test/', 'node_modules/', 'test/fixtures/', 'examples/', '**/*.d.ts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.core.json', './tsconfig.webview.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
      ],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
      'max-depth': ['error', 4],
      complexity: ['error', { max: 15, variant: 'modified' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-warning-comments': 'error',
      'no-control-regex': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Interfaces here are met by plain objects whose members are closures: none of them reads `this`.
      '@typescript-eslint/unbound-method': 'off',
      // The editor takes any object with a `dispose` for a Disposable.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  boundary(
    ['src/core/**/*.ts'],
    [
      nodeBuiltins,
      editor,
      {
        group: ['**/vscode/**', '**/node/**', '**/cli/**', '**/providers/**'],
        message: 'The core knows no host.',
      },
    ],
  ),
  boundary(['src/providers/**/*.ts', 'src/protocol.ts'], [editor, nodeBuiltins]),
  boundary(['src/node/**/*.ts', 'src/cli/**/*.ts'], [editor]),
  boundary(['webview/**/*.ts'], [editor, nodeBuiltins]),
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts', 'src/cli/main.ts'],
    rules: { 'no-console': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: {
      'no-restricted-syntax': 'off',
      'no-console': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
);
