import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractContract } from '../../src/core/contract/contract.ts';
import { measureDemand, scoreStaticQuality } from '../../src/core/metrics/static-quality.ts';
import { settleText } from '../../src/core/metrics/settled-text.ts';
import type { TaskDemand } from '../../src/core/metrics/task-demand.ts';
import type { Finding } from '../../src/core/model.ts';
import { applyFixes } from '../../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../../src/core/rules/find-findings.ts';
import { rules } from '../../src/core/rules/rule-table.ts';
import { applyEdits } from '../../src/core/text-edits.ts';

const sound = [
  'Summarize the report below for the finance team.',
  'Translate {text} to French.',
  'If the text is empty, return "none".',
  'Return only a JSON object with the keys "title" and "body".',
  '## Output\nUse at most three sentences.',
  '- Keep names unchanged.\n- Keep numbers unchanged.',
  'Compare both offers based on price and risk, then recommend one.',
  'Check that every figure is in the text before answering.',
];
const weak = [
  'Please kindly make sure to answer in a clear way.',
  'It is very important that you always use formal language in order to be polite.',
  'You are a world-class expert assistant with decades of experience.',
  'DO NOT EVER MENTION PRICES!!!',
  'As an AI language model, you should basically just be helpful.',
  'Feel free to   use examples.  ',
  'I would like you to write something good about it.',
  'Keep the answer short. Keep the answer short.',
];
/** The examples of the rules themselves are the weaknesses they know best. */
const examples = rules.flatMap((rule) => rule.examples.map(({ text }) => text));
const prompt = fc
  .array(fc.constantFrom(...sound, ...weak, ...examples), { minLength: 1, maxLength: 8 })
  .chain((parts) => fc.constantFrom('\n', '\n\n', ' ').map((separator) => parts.join(separator)));
const options = { seed: 20_260_731, numRuns: 250 };

interface Reading {
  readonly findings: readonly Finding[];
  readonly quality: number;
  /** The text as its fixes would leave it, from which the rubric reads its evidence. */
  readonly settled: string;
}

function read(text: string, demand: TaskDemand): Reading {
  const contract = extractContract({ text, interpolations: [] });
  const findings = findFindings(createRuleContext({ text, interpolations: [] }, contract));
  const settled = settleText(text, contract.placeholders, findings).text.replace(/\s+/gu, ' ').trim();
  return { findings, settled, quality: scoreStaticQuality({ text, contract, findings, demand }).value };
}

function demandOf(text: string): TaskDemand {
  return measureDemand({ text, contract: extractContract({ text, interpolations: [] }) });
}

/** A fix that lays another weakness bare may cost points: the Verifier weighs that, not the rubric. */
function bringsFindings(before: Reading, after: Reading): boolean {
  const counts = new Map<string, number>();
  for (const { ruleId } of before.findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  for (const { ruleId } of after.findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) - 1);
  return [...counts.values()].some((count) => count < 0);
}

/**
 * A fix that makes room for another fix lets the rubric read another text, one sentence shorter than before: that too
 * is for the Verifier to weigh.
 */
function makesRoom(before: Reading, after: Reading): boolean {
  return before.settled !== after.settled;
}

describe('quality and the fixes of the rules', () => {
  it('never falls when one finding is fixed', () => {
    let weighed = 0;
    fc.assert(
      fc.property(prompt, (text) => {
        const demand = demandOf(text);
        const before = read(text, demand);
        for (const { fix, ruleId } of before.findings) {
          if (fix === null) continue;
          const fixed = applyEdits(text, fix.edits);
          const after = read(fixed, demand);
          if (bringsFindings(before, after) || makesRoom(before, after)) continue;
          weighed += 1;
          assert.ok(
            after.quality >= before.quality,
            `${ruleId}: ${before.quality} to ${after.quality}\n${text}\n---\n${fixed}`,
          );
        }
      }),
      options,
    );
    assert.ok(weighed > options.numRuns / 2, `only ${weighed} fixes were weighed`);
  });

  it('never falls when all fixes of one risk are applied', () => {
    let weighed = 0;
    fc.assert(
      fc.property(prompt, fc.constantFrom('safe', 'moderate', 'bold'), (text, maxRisk) => {
        const demand = demandOf(text);
        const before = read(text, demand);
        const context = createRuleContext({ text, interpolations: [] });
        const fixed = applyFixes(context, before.findings, { maxRisk }).text;
        const after = read(fixed, demand);
        if (bringsFindings(before, after) || makesRoom(before, after)) return;
        weighed += 1;
        assert.ok(
          after.quality >= before.quality,
          `${before.quality} to ${after.quality}\n${text}\n---\n${fixed}`,
        );
      }),
      options,
    );
    assert.ok(weighed > options.numRuns / 2, `only ${weighed} fixes were weighed`);
  });
});
