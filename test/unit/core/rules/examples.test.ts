import assert from 'node:assert/strict';
import { checkContract } from '../../../../src/core/contract/check-contract.ts';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import { applyFixes } from '../../../../src/core/rules/apply-fixes.ts';
import { createRuleContext, runRule } from '../../../../src/core/rules/find-findings.ts';
import { rules } from '../../../../src/core/rules/rule-table.ts';
import type { Rule } from '../../../../src/core/rules/rule.ts';

const plain = (text: string) => ({ text, interpolations: [] });

/** Applies a rule's own fixes until it finds nothing more to fix, three passes at most. */
function fixWith(rule: Rule, text: string): { text: string; fixable: number } {
  let current = text;
  for (let pass = 0; pass < 3; pass++) {
    const context = createRuleContext(plain(current));
    const { text: next, applied } = applyFixes(context, runRule(context, rule), { maxRisk: 'bold' });
    if (applied.length === 0) break;
    current = next;
  }
  const context = createRuleContext(plain(current));
  return { text: current, fixable: runRule(context, rule).filter(({ fix }) => fix !== null).length };
}

describe('the examples of every rule', () => {
  for (const rule of rules) {
    describe(`${rule.id} ${rule.name}`, () => {
      it('has at least two, one that it finds and one that it leaves alone', () => {
        assert.ok(rule.examples.length >= 2);
        assert.ok(rule.examples.some(({ finds }) => finds));
        assert.ok(rule.examples.some(({ finds }) => !finds));
      });
      it('shows the fix exactly when it has one', () => {
        assert.equal(
          rule.examples.some(({ fixed }) => fixed !== undefined),
          rule.risk !== null,
        );
      });
      for (const example of rule.examples) {
        it(`${example.finds ? 'finds' : 'leaves alone'}: ${JSON.stringify(example.text.slice(0, 80))}`, () => {
          const context = createRuleContext(plain(example.text));
          const findings = runRule(context, rule);
          assert.equal(findings.length > 0, example.finds, JSON.stringify(findings));
          for (const { span, evidence } of findings) {
            assert.equal(evidence, example.text.slice(span.start, span.end));
            assert.ok(evidence.length > 0);
          }
          const fixed = fixWith(rule, example.text);
          assert.equal(fixed.text, example.fixed ?? example.text);
          assert.equal(fixed.fixable, 0);
          const contract = extractContract(plain(example.text));
          const failed = checkContract(contract, fixed.text).filter(({ status }) => status === 'failed');
          assert.deepEqual(failed, []);
        });
      }
    });
  }
});
