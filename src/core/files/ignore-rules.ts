import { compilePattern, type PathTest } from './glob.ts';

/** A `.gitignore` or `.ignore` file with the folder that it holds for. */
export interface IgnoreFile {
  /** Relative to the root of all paths, without slashes at its ends; empty for the root itself. */
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

interface IgnoreRule {
  readonly isNegated: boolean;
  readonly foldersOnly: boolean;
  readonly test: PathTest;
}

/** Longest pattern, and most patterns, that are read of a file: more are no list that people keep. */
const longestPattern = 1_000;
const mostRules = 5_000;

/** Reads an ignore file (gitignore documentation, "Pattern format"). */
export function parseIgnoreFile(folder: string, text: string): IgnoreFile {
  const lines = text.replace(/^\ufeff/u, '').split(/\r?\n/u);
  const rules = lines
    .slice(0, mostRules)
    .map(parseRule)
    .filter((rule) => rule !== null);
  return { folder, rules };
}

function parseRule(line: string): IgnoreRule | null {
  if (line.length > longestPattern || line.startsWith('#')) return null;
  const trimmed = withoutTrailingBlanks(line);
  const isNegated = trimmed.startsWith('!');
  const pattern = isNegated ? trimmed.slice(1) : trimmed;
  const foldersOnly = pattern.endsWith('/');
  const body = foldersOnly ? pattern.slice(0, -1) : pattern;
  if (body === '') return null;
  const isAnchored = body.includes('/');
  const anchored = isAnchored ? body.replace(/^\//u, '') : `**/${body}`;
  // What is in a folder is not the folder itself.
  const test = compilePattern(anchored.endsWith('/**') ? `${anchored}/*` : anchored);
  return { isNegated, foldersOnly, test };
}

/** Blanks at the end do not count unless a backslash stands before them. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t') && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

export interface PathToTest {
  /** Relative to the root of all paths. */
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * Whether a path itself is ignored; the folders that it lies in are not asked about. `files` go from the root inwards:
 * the last rule that matches decides.
 */
export function isIgnored(files: readonly IgnoreFile[], { path, isFolder }: PathToTest): boolean {
  for (const { folder, rules } of files.toReversed()) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const inFolder = folder === '' ? path : path.slice(folder.length + 1);
    const rule = rules.findLast(({ foldersOnly, test }) => (isFolder || !foldersOnly) && test(inFolder));
    if (rule !== undefined) return !rule.isNegated;
  }
  return false;
}

/** The same for a file with all folders that it lies in: what is in an ignored folder cannot be taken back. */
export function isIgnoredWithin(files: readonly IgnoreFile[], path: string): boolean {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    if (isIgnored(files, { path: path.slice(0, end), isFolder: true })) return true;
  }
  return isIgnored(files, { path, isFolder: false });
}
