import assert from 'node:assert/strict';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import type { Finding, PromptText } from '../../../../src/core/model.ts';
import type { FixedFinding } from '../../../../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../../../../src/core/rules/find-findings.ts';
import { planFix, planSafeFixes, type AnalyzedPrompt } from '../../../../src/vscode/diagnostics/plan-fix.ts';

function analyze(prompt: PromptText): AnalyzedPrompt {
  const contract = extractContract(prompt);
  return { prompt, contract, findings: findFindings(createRuleContext(prompt, contract)) };
}

const plain = (text: string): AnalyzedPrompt => analyze({ text, interpolations: [] });

function fixOf(findings: readonly Finding[], ruleId: string): FixedFinding {
  const finding = findings.find((each) => each.ruleId === ruleId);
  assert.ok(finding?.fix);
  return { ...finding, fix: finding.fix };
}

describe('planFix', () => {
  it('mends one finding and nothing else', () => {
    const analyzed = plain('Answer in order to help {name}. Answer the the question.');
    assert.equal(
      planFix(analyzed, fixOf(analyzed.findings, 'PO020')),
      'Answer in order to help {name}. Answer the question.',
    );
  });

  it('refuses a fix that would break the contract', () => {
    const analyzed = plain('Answer the question of {name}.');
    const span = { start: 0, end: 'Answer the question of {name}'.length };
    const fix = { title: 'Lose the name', risk: 'safe', edits: [{ span, replacement: 'Answer' }] } as const;
    const finding: FixedFinding = {
      ruleId: 'PO001',
      category: 'economy',
      severity: 'hint',
      message: 'A fix that goes too far.',
      span,
      evidence: '',
      fix,
    };
    assert.equal(planFix(analyzed, finding), null);
    assert.equal(planSafeFixes({ ...analyzed, findings: [finding] }, []), null);
  });
});

describe('planSafeFixes', () => {
  it('applies all safe fixes, pass by pass, and counts them', () => {
    const fixes = planSafeFixes(plain('Please answer in order to help {name}. Answer the the question.'), []);
    assert.deepEqual(fixes, { text: 'Answer to help {name}. Answer the question.', count: 3 });
  });

  it('keeps the good fixes when one of them would break the contract', () => {
    const analyzed = plain('Answer the the question of {name}.');
    const start = analyzed.prompt.text.indexOf('{name}');
    const span = { start, end: start + '{name}'.length };
    const bad: Finding = {
      ruleId: 'PO001',
      category: 'economy',
      severity: 'hint',
      message: 'A fix that goes too far.',
      span,
      evidence: '{name}',
      fix: { title: 'Lose the name', risk: 'safe', edits: [{ span, replacement: 'him' }] },
    };
    const fixes = planSafeFixes({ ...analyzed, findings: [...analyzed.findings, bad] }, []);
    assert.deepEqual(fixes, { text: 'Answer the question of {name}.', count: 1 });
  });

  it('leaves code that is filled in as it is', () => {
    const text = 'Answer in order to help ${in order to}.';
    const start = text.indexOf('${');
    const fixes = planSafeFixes(analyze({ text, interpolations: [{ start, end: text.length - 1 }] }), []);
    assert.equal(fixes?.text, 'Answer to help ${in order to}.');
  });

  it('never uses a disabled rule in a later pass', () => {
    const analyzed = plain('Answer in order to help the the person.');
    const findings = analyzed.findings.filter(({ ruleId }) => ruleId !== 'PO002');
    const fixes = planSafeFixes({ ...analyzed, findings }, ['PO002']);
    assert.equal(fixes?.text, 'Answer in order to help the person.');
  });

  it('gives nothing for a prompt without safe fixes', () => {
    assert.equal(planSafeFixes(plain('Answer in one sentence.'), []), null);
  });
});
