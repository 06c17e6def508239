/** Everything the product knows about one kind of source file before it is parsed. */
interface LanguageRow<Id extends string> {
  readonly id: Id;
  /** Language ids of the editor. */
  readonly editorIds: readonly string[];
  /** Endings of file names, lower case, with their dot. The longest match wins. */
  readonly extensions: readonly string[];
  /** Resource name of the grammar; null for data files and for files that are prompts as a whole. */
  readonly grammar: string | null;
}

/**
 * The languages in which prompts are found. docs/languages.md says how to add one; a test fails when a part of it is
 * missing.
 */
export const languages = [
  code('typescript', ['typescript'], ['.ts', '.mts', '.cts'], 'typescript'),
  code('tsx', ['typescriptreact'], ['.tsx'], 'tsx'),
  code('javascript', ['javascript'], ['.js', '.mjs', '.cjs'], 'javascript'),
  code('jsx', ['javascriptreact'], ['.jsx'], 'javascript'),
  code('python', ['python'], ['.py', '.pyi', '.pyw'], 'python'),
  code('go', ['go'], ['.go'], 'go'),
  code('java', ['java'], ['.java'], 'java'),
  code('kotlin', ['kotlin'], ['.kt', '.kts'], 'kotlin'),
  code('csharp', ['csharp'], ['.cs'], 'c-sharp'),
  code('ruby', ['ruby'], ['.rb', '.rake'], 'ruby'),
  code('php', ['php'], ['.php'], 'php'),
  code('rust', ['rust'], ['.rs'], 'rust'),
  code('toml', ['toml'], ['.toml'], 'toml'),
  whole('notebook', [], ['.ipynb']),
  whole('yaml', ['yaml', 'dockercompose'], ['.yaml', '.yml']),
  whole('json', ['json', 'jsonc'], ['.json', '.jsonc']),
  whole(
    'prompt',
    ['prompt', 'prompt-file', 'prompty', 'chatagent'],
    ['.prompt', '.prompty', '.prompt.md', '.promptfile'],
  ),
  whole('jinja', ['jinja', 'jinja-md'], ['.jinja', '.jinja2', '.j2']),
  whole('markdown', ['markdown', 'instructions', 'skill'], ['.md', '.markdown']),
  whole('text', ['plaintext'], ['.txt']),
];

export type LanguageId = (typeof languages)[number]['id'];
export type SourceLanguage = LanguageRow<LanguageId>;
/** Languages that are parsed by a grammar. */
export type CodeLanguageId = Extract<(typeof languages)[number], { readonly grammar: string }>['id'];

function code<const Id extends string>(
  id: Id,
  editorIds: readonly string[],
  extensions: readonly string[],
  grammar: string,
): LanguageRow<Id> & { readonly grammar: string } {
  return { id, editorIds, extensions, grammar: `grammars/${grammar}.wasm` };
}

function whole<const Id extends string>(
  id: Id,
  editorIds: readonly string[],
  extensions: readonly string[],
): LanguageRow<Id> & { readonly grammar: null } {
  return { id, editorIds, extensions, grammar: null };
}

/** The language of a file by its name; null when prompts are not looked for in such files. */
export function languageOfPath(path: string): SourceLanguage | null {
  const name = baseName(path).toLowerCase();
  let best: SourceLanguage | null = null;
  let bestLength = 0;
  for (const language of languages) {
    for (const extension of language.extensions) {
      if (extension.length > bestLength && name.length > extension.length && name.endsWith(extension)) {
        best = language;
        bestLength = extension.length;
      }
    }
  }
  return best;
}

/** The language of an open document by the editor's language id. */
export function languageOfEditorId(editorId: string): SourceLanguage | null {
  return languages.find((language) => language.editorIds.includes(editorId)) ?? null;
}

/** True for files whose string values can be prompts. */
export function isDataLanguage(language: SourceLanguage): boolean {
  return language.id === 'yaml' || language.id === 'json';
}

/** The last part of a path with either kind of slash. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

export type LanguageFamily = 'python' | 'javascript' | 'kotlin' | 'other';

/** Languages whose functions around literals, such as `dedent`, are alike. */
export function familyOf(language: SourceLanguage): LanguageFamily {
  if (language.id === 'python' || language.id === 'kotlin') return language.id;
  return ['typescript', 'tsx', 'javascript', 'jsx'].includes(language.id) ? 'javascript' : 'other';
}
