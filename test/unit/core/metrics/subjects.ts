import { extractContract } from '../../../../src/core/contract/contract.ts';
import { scoreStaticQuality } from '../../../../src/core/metrics/static-quality.ts';
import type { RubricSubject } from '../../../../src/core/metrics/static-quality.ts';
import type { Category, Finding, FrontMember, Quality, Severity, Tier } from '../../../../src/core/model.ts';

/** A text as the rubric sees it, with its own contract. */
export function subject(text: string, findings: readonly Finding[] = []): RubricSubject {
  return { text, contract: extractContract({ text, interpolations: [] }), findings };
}

export function score(text: string, findings: readonly Finding[] = []): number {
  return scoreStaticQuality(subject(text, findings)).value;
}

export function finding(category: Category, severity: Severity): Finding {
  return {
    ruleId: 'PO999',
    category,
    severity,
    message: 'A weakness.',
    span: { start: 0, end: 1 },
    evidence: 'x',
    fix: null,
  };
}

/** A quality of the given value whose dimensions all equal it. */
export function quality(value: number, tier: Tier = 'E0'): Quality {
  const share = value / 100;
  const dimensions = {
    clarity: share,
    structure: share,
    constraints: share,
    outputContract: share,
    examples: share,
    consistency: share,
    economy: share,
  };
  return { value, tier, dimensions };
}

export function member(id: string, value: number, cost: number): FrontMember {
  return {
    id,
    text: id,
    operator: id === 'original' ? 'original' : 'patch',
    round: id === 'original' ? 0 : 1,
    tokens: Math.round(cost * 100),
    cost,
    quality: quality(value),
  };
}
