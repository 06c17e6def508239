import type { CasePlace } from '../evaluation-case.ts';
import { fillTemplate } from './fill-template.ts';
import { plainValue, type LocatedValue } from './located-value.ts';
import type { ReferencedFiles } from './referenced-files.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** What the assertions of one case are read with. */
export interface TemplateScope {
  /**
   * The value of an assertion: a file's content, or the value with the variables of the case filled in.
   * @throws UnsupportedPart.
   */
  fill(value: LocatedValue | null): Promise<unknown>;
  /** Reads a text as YAML or JSON. */
  parse(text: string, place: CasePlace): Promise<LocatedValue>;
  note(place: CasePlace, message: string): void;
}

/** The scope of a case with these variables. */
export function createTemplateScope(
  vars: ReadonlyMap<string, string>,
  files: ReferencedFiles,
  note: TemplateScope['note'],
): TemplateScope {
  const fillText = async (text: string, place: CasePlace): Promise<unknown> => {
    if (text.startsWith('file://')) return plainValue(await files.readReference(text, place));
    if (/^(?:package|exec):/.test(text))
      throw new UnsupportedPart(place, 'Code of a configuration is not run.');
    const filled = fillTemplate(text, vars);
    if ('text' in filled) return filled.text;
    throw new UnsupportedPart(place, `${filled.unsupported} in an expectation is not supported.`);
  };
  return {
    fill: async (value) => {
      if (value === null) return undefined;
      if (value.kind === 'scalar') {
        return typeof value.value === 'string' ? fillText(value.value, value.place) : value.value;
      }
      if (value.kind === 'map') return plainValue(value);
      return Promise.all(
        value.items.map((item) =>
          item.kind === 'scalar' && typeof item.value === 'string'
            ? fillText(item.value, item.place)
            : plainValue(item),
        ),
      );
    },
    parse: (text, place) => files.parse(text, place),
    note,
  };
}
