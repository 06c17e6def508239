import { globSync, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from './bundles.ts';

/** Packages whose files are copied or turned into data instead of being bundled. */
const PACKAGES_AS_DATA = [
  '@tree-sitter-grammars/tree-sitter-kotlin',
  '@tree-sitter-grammars/tree-sitter-toml',
  '@vscode/codicons',
  '@vscode/tree-sitter-wasm',
  'js-tiktoken',
  'tree-sitter-c-sharp',
];

/** Writes the licences of all packages that are inside the bundles to `dist/THIRD-PARTY-NOTICES.txt`. */
export async function writeNotices(bundledFiles: readonly string[]): Promise<void> {
  const names = new Set([...bundledFiles.flatMap(packageOf), ...PACKAGES_AS_DATA]);
  const notices = await Promise.all([...names].sort().map(noticeOf));
  await writeFile(fromRoot('dist/THIRD-PARTY-NOTICES.txt'), notices.join(`\n\n${'-'.repeat(80)}\n\n`));
}

/** The name of the package that a bundled file is part of, if it is part of one. */
export function packageOf(file: string): string[] {
  const parts = file.split('/');
  const start = parts.lastIndexOf('node_modules') + 1;
  const first = parts[start];
  if (start === 0 || first === undefined) return [];
  return [first.startsWith('@') ? `${first}/${parts[start + 1] ?? ''}` : first];
}

async function noticeOf(name: string): Promise<string> {
  const folder = fromRoot(path.join('node_modules', name));
  if (!existsSync(folder)) return name;
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const file = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: folder })[0];
  const text = file === undefined ? '' : await readFile(path.join(folder, file), 'utf8');
  return `${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}`;
}
