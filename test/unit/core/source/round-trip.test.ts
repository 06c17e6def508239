import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findPrompts, findSitesAt } from '../../../../src/core/source/find-prompts.ts';
import type { PromptText } from '../../../../src/core/model.ts';
import type { PromptSite, SourceLiteral } from '../../../../src/core/source/prompt-site.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { grammarLoader } from '../../../support/grammars.ts';
import { firstDifference, partsOf, partsOfLiterals } from './oracle/compare-literals.ts';
import { hostileTexts, hostileVariants } from './oracle/hostile-edits.ts';
import type { OracleLiteral } from './oracle/python-oracle.ts';
import { askPython } from './oracle/python-oracle.ts';
import { askTypescript } from './oracle/typescript-oracle.ts';

const parser = createSourceParser(grammarLoader);
const fixtures = new URL('../../../fixtures/source/', import.meta.url);

interface Subject {
  readonly path: string;
  readonly source: string;
  readonly literals: readonly SourceLiteral[];
  readonly ask: (sources: readonly string[]) => (readonly OracleLiteral[] | null)[];
}

async function subjectOf(file: string, lineBreak: string): Promise<Subject> {
  const source = readFileSync(new URL(file, fixtures), 'utf8').replace(/\n/g, lineBreak);
  const { literals } = await findPrompts({ path: file, source, parser, includeAll: true });
  const ask = file.endsWith('.py')
    ? askPython
    : (sources: readonly string[]) => sources.map((text) => askTypescript(text, file));
  return { path: file, source, literals: literals ?? [], ask };
}

function isOutermost({ span }: SourceLiteral, literals: readonly SourceLiteral[]): boolean {
  return !literals.some(
    (other) => other.span.start <= span.start && other.span.end > span.end && other.span.start !== span.start,
  );
}

interface Trial {
  readonly name: string;
  readonly source: string;
  readonly expected: readonly (readonly (string | null)[])[];
  /** Index of a literal that the oracle sees differently, before the function around it. */
  readonly omitted: number | null;
}

describe('writing literals back', () => {
  for (const [file, lineBreak, parts] of [
    ['python/forms.py', '\n', 3],
    ['python/forms.py', '\r\n', 3],
    ['typescript/forms.ts', '\n', 7],
    ['typescript/forms.ts', '\r\n', 7],
  ] as const) {
    const label = lineBreak === '\n' ? file : `${file} with CRLF`;

    it(`gives a byte-identical file for an unchanged text: ${label}`, async () => {
      const { path, source } = await subjectOf(file, lineBreak);
      const { prompts } = await findPrompts({ path, source: source, parser });
      assert.ok(prompts.length >= 10);
      for (const site of prompts) {
        const result = await writeBack({ path, source, site, text: site.text, parser });
        assert.equal(result.kind === 'written' ? result.source : result.reason, source);
      }
    });

    it(`writes twenty hostile edits that the language itself reads back: ${label}`, async () => {
      const subject = await subjectOf(file, lineBreak);
      const outermost = subject.literals.filter((literal) => isOutermost(literal, subject.literals));
      assert.equal(outermost.length, partsOfLiterals(subject.literals).length);
      const targets: Target[] = [];
      for (const [position, literal] of outermost.entries()) {
        const site = await siteOf(subject, literal);
        // Elements of a joined list, and literals between code, are written through the whole.
        if (site !== null) targets.push({ position, literal, site });
      }
      assert.equal(targets.length, outermost.length - parts);
      const { trials, refused } = await tryEdits(subject, targets);
      const answers = subject.ask(trials.map(({ source }) => source));
      for (const [index, { name, expected, source, omitted }] of trials.entries()) {
        const answer = answers[index];
        assert.ok(answer, `${name}: the oracle rejects\n${source.slice(0, 9000)}`);
        const compared = omitted === null ? answer : answer.toSpliced(omitted, 1);
        assert.equal(firstDifference(expected, compared, 0), null, name);
      }
      assert.deepEqual(refused, []);
    });
  }
});

interface Target {
  readonly position: number;
  readonly literal: SourceLiteral;
  readonly site: PromptSite;
}

/** Writes every hostile text into every target; the place of the edit rotates from one to the next. */
async function tryEdits(
  subject: Subject,
  targets: readonly Target[],
): Promise<{ trials: Trial[]; refused: string[] }> {
  const trials: Trial[] = [];
  const refused: string[] = [];
  let turn = 0;
  for (const { position, literal, site } of targets) {
    // `strip()` and `String.raw` cannot give every value; every other literal can.
    const isLimited = site.text !== literal.value || literal.form === 'tagged-template';
    for (const [kind, hostile] of Object.entries(hostileTexts)) {
      const variants = hostileVariants(site, hostile);
      const value = variants[turn++ % variants.length];
      assert.ok(value);
      const { path, source } = subject;
      const name = `${kind} into ${JSON.stringify(literal.value.slice(0, 50))}`;
      const result = await writeBack({ path, source, site, text: value.text, parser });
      if (result.kind === 'written') {
        const expected = expectedParts(subject, position, literal, site, value);
        trials.push({
          name,
          source: result.source,
          expected,
          omitted: literal.value === site.text ? null : position,
        });
      } else if (!isLimited && result.reason !== 'interpolation-ambiguous') {
        refused.push(`${name}: ${result.reason}`);
      }
    }
  }
  return { trials, refused };
}

/** The site of a literal whether it is a prompt or not; null for the element of a joined list. */
async function siteOf({ path, source }: Subject, { span }: SourceLiteral): Promise<PromptSite | null> {
  const sites = await findSitesAt({ path, source, parser }, span);
  const site = sites.find(
    (candidate) => candidate.span.start === span.start && candidate.span.end === span.end,
  );
  return site ?? null;
}

/** The oracle's parts of all literals, without those of one whose value a function around it changes. */
function expectedParts(
  subject: Subject,
  position: number,
  literal: SourceLiteral,
  site: PromptSite,
  value: PromptText,
): Trial['expected'] {
  const before = partsOfLiterals(subject.literals);
  const isWrapped = literal.value !== site.text;
  return isWrapped
    ? before.toSpliced(position, 1)
    : before.with(position, partsOf({ value: value.text, interpolations: value.interpolations }));
}
