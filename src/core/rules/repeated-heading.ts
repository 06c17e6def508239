import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds two sections of the same name side by side. */
export const repeatedHeading: Rule = {
  id: 'PO037',
  name: 'repeated-heading',
  title: 'Heading that stands twice',
  why: 'Two sections of one name: the rules of a subject are in two places, and “see Rules” points to both.',
  category: 'structure',
  severity: 'information',
  risk: null,
  effect: 'restructures',
  language: 'any',
  scope: 'prose',
  find: findRepeated,
  examples: [
    { text: '# Rules\nBe exact.\n\n# Style\nBe kind.\n\n# Rules\nBe brief.', finds: true },
    { text: '# Shop\n## Rules\nBe exact.\n# Office\n## Rules\nBe brief.', finds: false },
    { text: '## Example\nOne\n## Example\nTwo', finds: false },
  ],
};

const SERIAL =
  /^(?:examples?|inputs?|outputs?|questions?|answers?|user|assistant|system|responses?|prompts?|notes?)\b|\d|[:.]$|^\W*$/iu;

function findRepeated({ lines, text }: RuleContext): RuleMatch[] {
  const path: { readonly level: number; readonly names: Map<string, Span[]> }[] = [
    { level: 0, names: new Map() },
  ];
  const groups: Span[][] = [];
  for (const { kind, indent, marker, content } of lines) {
    // Behind a ruler another text begins.
    if (kind === 'rule') path.splice(0, path.length, { level: 0, names: new Map() });
    if (kind !== 'heading' || indent > 0) continue;
    const level = marker.length;
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
    const siblings = path.at(-1)?.names;
    const name = text
      .slice(content.start, content.end)
      .replaceAll(/[*#\s]+/gu, ' ')
      .trim()
      .toLowerCase();
    const known = siblings?.get(`${level} ${name}`);
    if (known !== undefined) known.push(content);
    else if (!SERIAL.test(name)) {
      const group = [content];
      siblings?.set(`${level} ${name}`, group);
      groups.push(group);
    }
    path.push({ level, names: new Map() });
  }
  return groups.flatMap(([, second, third]) =>
    // Three and more are a series: few-shot examples, records, templates.
    second === undefined || third !== undefined
      ? []
      : [{ span: second, message: 'A section of this name stands beside it already.' }],
  );
}
