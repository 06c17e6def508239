import assert from 'node:assert/strict';
import { toolchains } from '../../../../scripts/support/toolchains.ts';
import type { PromptText } from '../../../../src/core/model.ts';
import type { PromptSite } from '../../../../src/core/source/prompt-site.ts';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { casesIn, readCases } from './oracle/fixture-cases.ts';
import { hostileTexts, hostileVariants } from './oracle/hostile-edits.ts';
import { parser } from './support.ts';

/** Edits tried on each literal; which ones rotates, so that a fixture sees all of them. */
const editsPerLiteral = 2;

interface Subject {
  readonly path: string;
  readonly source: string;
  readonly sites: readonly PromptSite[];
}

describe('literals of other languages written back', () => {
  for (const { file } of Object.values(toolchains)) {
    for (const lineBreak of ['\n', '\r\n'] as const) {
      const label = lineBreak === '\n' ? file : `${file} with CRLF`;

      it(`gives a byte-identical file for an unchanged text: ${label}`, async () => {
        const { path, source, sites } = await subjectOf(file, lineBreak);
        for (const site of sites) {
          const result = await writeBack({ path, source, site, text: site.text, parser });
          assert.equal(result.kind === 'written' ? result.source : result.reason, source);
        }
      });

      it(`reads hostile edits back, and all else as before: ${label}`, async () => {
        const subject = await subjectOf(file, lineBreak);
        const refused: string[] = [];
        for (const index of subject.sites.keys()) refused.push(...(await tryEdits(subject, index)));
        assert.deepEqual(refused, []);
      }).timeout(60_000);
    }
  }
});

async function subjectOf(file: string, lineBreak: '\n' | '\r\n'): Promise<Subject> {
  const { source, literals } = await readCases(file, lineBreak);
  return { path: file, source, sites: literals };
}

async function tryEdits(subject: Subject, index: number): Promise<string[]> {
  const { path, source, sites } = subject;
  const site = sites[index];
  assert.ok(site);
  const refused: string[] = [];
  const kinds = Object.entries(hostileTexts);
  for (let turn = 0; turn < editsPerLiteral; turn++) {
    const [kind, hostile] = kinds[(index * editsPerLiteral + turn) % kinds.length] ?? ['', ''];
    const variants = hostileVariants(site, hostile);
    const value = variants[(index + turn) % variants.length] ?? site;
    const result = await writeBack({ path, source, site, text: value.text, parser });
    if (result.kind === 'written') await assertWritten(subject, index, value, result.source);
    else if (!isUnsayable(path, source, site, value)) refused.push(`${index} ${kind}: ${result.reason}`);
  }
  return refused;
}

async function assertWritten(
  { path, sites }: Subject,
  index: number,
  value: PromptText,
  source: string,
): Promise<void> {
  const expected = sites.map(({ text }, position) => (position === index ? value.text : text));
  const after = await casesIn(path, source);
  assert.deepEqual(
    after.map(({ text }) => text),
    expected,
  );
  assert.deepEqual(after[index]?.interpolations, value.interpolations);
}

/** What no form of the language can say, or not behind the function that trims the literal. */
function isUnsayable(
  path: string,
  source: string,
  { span, form, text }: PromptSite,
  value: PromptText,
): boolean {
  const isHalfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
    value.text,
  );
  const isTrimmed = path.endsWith('.kt') && /^\)?\s*\.trim/.test(source.slice(span.end, span.end + 40));
  const needsLastBreak =
    form === 'heredoc' && path.endsWith('.rb') && text.endsWith('\n') && !value.text.endsWith('\n');
  return isHalfCharacter || isTrimmed || needsLastBreak;
}
