import type { Category } from '../../src/core/model.ts';
import { rules } from '../../src/core/rules/rule-table.ts';
import type { Rule, RuleExample } from '../../src/core/rules/rule.ts';

const CATEGORIES: readonly (readonly [Category, string])[] = [
  ['clarity', 'Clarity: what the prompt says can be understood in one way only'],
  ['structure', 'Structure: what belongs together stands together'],
  ['constraints', 'Constraints: what is allowed and what is not'],
  ['output-contract', 'Output contract: what the answer looks like'],
  ['consistency', 'Consistency: no part of the prompt contradicts or repeats another'],
  ['economy', 'Economy: no token is spent on nothing'],
  ['safety', 'Safety: no secret goes out and no foreign text gives orders'],
];

const EFFECTS = {
  shortens: 'shortens the prompt',
  restructures: 'gives the same words another shape',
  adds: 'adds text',
} as const;

const LONGEST_EXAMPLE = 400;

/** The page that describes every rule with its examples, in Markdown. */
export function renderRuleDocs(): string {
  const sections = CATEGORIES.map(([category, title]) => {
    const own = rules.filter((rule) => rule.category === category);
    return [`## ${title}`, ...own.map(renderRule)].join('\n\n');
  });
  return `${[INTRODUCTION, renderTable(), ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# The rules

<!-- Written by scripts/build-rule-docs.ts from src/core/rules; do not edit by hand. -->

PromptOps has ${rules.length} rules. Each one names a weakness, says why it matters and, where that is possible without guessing, mends
it. Rules look at prose only: placeholders, code, quoted words, URLs and everything else that a rewrite must keep are
left alone, unless a rule says otherwise. Rules that depend on words work on English prompts and are silent on others.

How far a fix may go is its **risk**: *safe* fixes keep the meaning word for word, *moderate* ones change tone or
emphasis, *bold* ones add structure. No rule invents instructions, formats or roles.`;

function renderTable(): string {
  const rows = rules.map(
    ({ id, name, title, category, severity, risk }) =>
      `| [${id}](#${id.toLowerCase()}-${name}) | ${title} | ${category} | ${severity} | ${risk ?? 'none'} |`,
  );
  return ['| rule | what it finds | category | severity | fix |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function renderRule(rule: Rule): string {
  const { id, name, title, why, severity, risk, effect, language, scope } = rule;
  const fix = risk === null ? 'no fix' : `fix: ${risk}, ${EFFECTS[effect]}`;
  const reach = language === 'english' ? 'English prompts' : 'prompts in any language';
  const place = scope === 'everything' ? ', code and quotes included' : '';
  return [
    `### ${id} ${name}`,
    `**${title}.** ${why}`,
    `*${severity}; ${fix}; ${reach}${place}.*`,
    ...rule.examples.map(renderExample),
  ].join('\n\n');
}

function renderExample({ text, finds, fixed }: RuleExample): string {
  const heading = finds ? 'Found:' : 'Left alone:';
  const parts = [heading, codeBlock(text)];
  if (fixed !== undefined) parts.push('Fixed:', codeBlock(fixed));
  return parts.join('\n\n');
}

/** A code block that may itself hold fences; invisible characters are written as their code points. */
function codeBlock(text: string): string {
  const shown = text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)} …` : text;
  const visible = shown.replaceAll(
    /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
  const fence = visible.includes('```') ? '````' : '```';
  return `${fence}text\n${visible}\n${fence}`;
}
