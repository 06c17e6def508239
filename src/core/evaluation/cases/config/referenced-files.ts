import { isPromptOpsError } from '../../../errors.ts';
import type { CasePlace } from '../evaluation-case.ts';
import { expandReference, resolveReference, type CaseFiles } from './case-files.ts';
import { textAt, type LocatedValue } from './located-value.ts';
import { readYaml } from './read-yaml.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** The files that a configuration names, each read once. */
export interface ReferencedFiles {
  /** The paths behind a reference, which may hold `*`. */
  expand(reference: string, place: CasePlace): Promise<readonly string[]>;
  /** The text of a path that came from `expand`. */
  readText(path: string, place: CasePlace): Promise<string>;
  /** Content of such a path: values of YAML and JSON, the trimmed text of others. @throws UnsupportedPart */
  readValue(path: string, place: CasePlace): Promise<LocatedValue>;
  /** Content of the one file that a reference names. @throws UnsupportedPart */
  readReference(reference: string, place: CasePlace): Promise<LocatedValue>;
  parse(text: string, place: CasePlace): Promise<LocatedValue>;
}

/** Programs: they are never run. */
const scripts = /\.(?:[cm]?[jt]sx?|py|rb|sh|go|exe|bat|cmd|ps1)(?::[\w.]*)?$/i;

/** Files that are no text. */
const binaries =
  /\.(?:pdf|png|jpe?g|gif|bmp|webp|svg|mp[34]|webm|ogg|mov|avi|wmv|mkv|m4[av]|wav|xlsx?(?:#.*)?)$/i;

/** Reads files relative to `folder`, the one of the configuration. */
export function createReferencedFiles(files: CaseFiles, folder: string): ReferencedFiles {
  const texts = new Map<string, Promise<string>>();
  const readText = async (path: string, place: CasePlace): Promise<string> => {
    const known = texts.get(path) ?? files.read(path);
    texts.set(path, known);
    return await known.catch((error: unknown) => {
      if (isPromptOpsError(error)) throw new UnsupportedPart(place, error.message);
      throw error;
    });
  };
  const expand = (reference: string, place: CasePlace): Promise<readonly string[]> => {
    refuseCode(reference, place);
    return expandReference(resolveReference(reference, folder, place), files, place);
  };
  const readValue = async (path: string, place: CasePlace): Promise<LocatedValue> => {
    const text = await readText(path, place);
    return /\.(?:ya?ml|json)$/i.test(path)
      ? readYaml(text, path)
      : textAt(text.trim(), { file: path, line: 1, column: 1 });
  };
  return {
    expand,
    readText,
    parse: async (text, place) => Promise.resolve(readYaml(text, place.file)),
    readValue,
    readReference: async (reference, place) => {
      const [path, ...others] = await expand(reference, place);
      if (path !== undefined && others.length === 0) return await readValue(path, place);
      throw new UnsupportedPart(place, `${reference} stands for several files.`);
    },
  };
}

/** @throws UnsupportedPart for what is a program, a picture or an address. */
export function refuseCode(reference: string, place: CasePlace): void {
  if (scripts.test(reference)) throw new UnsupportedPart(place, `${reference} is code, which is not run.`);
  if (binaries.test(reference)) throw new UnsupportedPart(place, `${reference} is no text.`);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(reference)?.[1];
  if (scheme !== undefined && scheme !== 'file') {
    throw new UnsupportedPart(place, `${reference} is no file; ${scheme} addresses are not read.`);
  }
}
