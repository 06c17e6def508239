import { applyEdits } from '../../text-edits.ts';
import { isUnstorable } from '../escape-characters.ts';
import type { SourceLanguage } from '../languages.ts';
import type { WriteBackOptions, WriteBackResult } from '../write-back.ts';
import { readDataStrings } from './data-prompts.ts';
import type { DataString } from './data-string.ts';
import { yamlReplacements } from './encode-yaml.ts';
import { encodeJson } from './json-strings.ts';
import { describeOtherNodes } from './yaml-strings.ts';

/** Writes a string value of a JSON or YAML file; every other value of the file must read as before. */
export function writeData(options: WriteBackOptions, language: SourceLanguage): WriteBackResult {
  const { source, site, text } = options;
  const before = readDataStrings(source, language);
  const index = before.findIndex(({ span }) => span.start === site.span.start && span.end === site.span.end);
  const target = before[index];
  if (target?.decoded.text !== site.text) {
    return {
      kind: 'refused',
      reason: 'document-changed',
      detail: 'The prompt is no longer where it was found.',
    };
  }
  for (const replacement of replacementsOf(source, target, text)) {
    const edit = { span: target.span, replacement };
    const written = applyEdits(source, [edit]);
    const after = readDataStrings(written, language);
    if (isUnstorable(written) || !isSameBut(before, after, index, text)) continue;
    if (language.id === 'yaml' && describeOtherNodes(written) !== describeOtherNodes(source)) continue;
    const form =
      site.form === 'message'
        ? 'message'
        : after[index]?.style === target.style
          ? site.form
          : newForm(after[index]);
    const note =
      form === site.form ? null : `Written as ${form}: as ${site.form} it could not say the new text.`;
    return { kind: 'written', edit, source: written, form, note };
  }
  return {
    kind: 'refused',
    reason: 'not-expressible',
    detail: 'The new text cannot be written here. Change the file by hand.',
  };
}

function* replacementsOf(source: string, target: DataString, text: string): Generator<string> {
  if (text === target.decoded.text) yield source.slice(target.span.start, target.span.end);
  else if (target.style === 'json') yield encodeJson(text);
  else yield* yamlReplacements(source, target, text);
}

function newForm(string: DataString | undefined): 'block' | 'plain' {
  return string?.style === 'literal' || string?.style === 'folded' ? 'block' : 'plain';
}

/** True when the files have the same strings at the same places of their trees, but for the one that was written. */
function isSameBut(
  before: readonly DataString[],
  after: readonly DataString[],
  changed: number,
  text: string,
): boolean {
  return (
    before.length === after.length &&
    before.every(({ path, decoded }, index) => {
      const other = after[index];
      const expected = index === changed ? text : decoded.text;
      return other?.decoded.text === expected && JSON.stringify(other.path) === JSON.stringify(path);
    })
  );
}
