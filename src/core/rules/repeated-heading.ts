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
  /^(?:examples?|inputs?|outputs?|questions?|answers?|user|assistant|system|responses?|prompts?|notes?)\b|\d|^\W*$/iu;

function findRepeated({ lines, text }: RuleContext): RuleMatch[] {
  const matches: RuleMatch[] = [];
  const path: { readonly level: number; readonly names: Set<string> }[] = [{ level: 0, names: new Set() }];
  for (const line of lines) {
    if (line.kind !== 'heading') continue;
    const level = line.marker.length;
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
    const name = text
      .slice(line.content.start, line.content.end)
      .replaceAll(/[*#:\s]+/gu, ' ')
      .trim()
      .toLowerCase();
    const siblings = path.at(-1)?.names;
    const key = `${level} ${name}`;
    if (siblings?.has(key) === true && !SERIAL.test(name)) {
      matches.push({ span: line.content, message: 'A section of this name stands beside it already.' });
    }
    siblings?.add(key);
    path.push({ level, names: new Set() });
  }
  return matches.filter(({ span }) => span.end > span.start);
}
