import { diffHunks } from '../../../src/core/diff/hunks.ts';
import { lambdaBreakpoints } from '../../../src/core/metrics/lambda.ts';
import type { Quality } from '../../../src/core/model.ts';
import type { RunProgress } from '../../../src/core/report/run-progress.ts';
import type { Explanation, RunReport } from '../../../src/core/report/run-report.ts';
import type { PhaseOf } from '../../../src/protocol.ts';

/** Snapshots as the host sends them, for the views to draw. */

export const original = `You are a very helpful and friendly support agent for {{company}}.

Please make sure to answer the question of the customer. Please make sure that you always answer in the language of the customer.
Due to the fact that customers are busy, you should keep your answer short.

Rules:
- Do not invent prices.
- Use the price list below.
- Do not invent prices.
- Never promise a delivery date.
- Escalate complaints to {{escalation_email}}.

Price list:
\`\`\`json
{"basic": 9, "pro": 29}
\`\`\`

The customer {{customer_name}} asks: {{question}}
`;

export const rewrite = `You are a support agent for {{company}}.

Answer the question of the customer, in the language of the customer.
Because customers are busy, keep your answer short.

Rules:
- Do not invent prices.
- Use the price list below.
- Never promise a delivery date.
- Escalate complaints to {{escalation_email}}.

Price list:
\`\`\`json
{"basic": 9, "pro": 29}
\`\`\`

Reply in at most three sentences of plain text.

The customer {{customer_name}} asks: {{question}}
`;

const reasons = [
  ['economy', 'PO004', 'Filler adjectives add no instruction that a model can act on.', -5],
  ['economy', 'PO001', 'Asks directly: “please make sure to” changes nothing in the answer.', -12],
  ['economy', 'PO006', 'One clause says what the repeated sentence opening said.', -8],
  ['economy', 'PO007', 'Says “because” in one word in place of five.', -4],
  ['economy', 'PO003', 'The instruction stands without its wrapping.', -3],
  ['consistency', 'PO011', 'The same rule stood here twice; a model gains nothing from the repetition.', -6],
  ['output-contract', 'PO015', 'Names the form of the answer, which the prompt left open.', 11],
] as const;

export const subject = {
  file: 'examples/support_bot.py',
  line: 12,
  name: 'SYSTEM_PROMPT',
  form: 'triple-quoted',
} as const;

export function quality(value: number): Quality {
  const share = value / 100;
  return {
    value,
    tier: 'E0',
    dimensions: {
      clarity: Math.min(1, share + 0.1),
      structure: share,
      constraints: 0.75,
      outputContract: share - 0.2,
      examples: 0.5,
      consistency: 0.9,
      economy: share,
    },
  };
}

export function explain(before: string, after: string): Explanation[] {
  return diffHunks(before, after).map((hunk, index) => {
    const [kind, rule, why, tokensDelta] = reasons[index % reasons.length]!;
    return { ...hunk, kind, rule, why, tokensDelta };
  });
}

const explanations = explain(original, rewrite);

export const front: RunReport['front'] = [
  {
    id: 'r2c1',
    text: rewrite,
    explanations,
    quality: quality(78.4),
    tokens: 128,
    cost: 0.84,
    operator: 'diverge',
    round: 2,
  },
  {
    id: 'r3c2',
    text: rewrite,
    explanations,
    quality: quality(74.2),
    tokens: 117,
    cost: 0.77,
    operator: 'stabilise',
    round: 3,
  },
  {
    id: 'r1c1',
    text: rewrite,
    explanations,
    quality: quality(66.1),
    tokens: 111,
    cost: 0.73,
    operator: 'stabilise',
    round: 1,
  },
];

const originalMember: RunReport['front'][number] = {
  id: 'original',
  text: original,
  explanations: [],
  quality: quality(61.3),
  tokens: 152,
  cost: 1,
  operator: 'original',
  round: 0,
};

export const usage = {
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  wallMs: 38,
  criticalPathMs: 0,
};

export const progress: RunProgress = {
  run: 'run-1',
  iterations: 5,
  round: 2,
  original: { tokens: 152, quality: quality(61.3) },
  modules: {
    proposer: { status: 'done', detail: '3 candidates' },
    critic: { status: 'working', detail: '2 of 3 scored' },
    verifier: { status: 'working', detail: '1 of 3 verified' },
  },
  candidates: [
    candidate('r1c1', 1, 'stabilise', { status: 'accepted', tokens: 111, quality: quality(66.1) }),
    candidate('r1c2', 1, 'patch', {
      status: 'rejected',
      rejection: 'contract',
      detail: 'The placeholder {{question}} is missing.',
    }),
    candidate('r2c1', 2, 'diverge', { status: 'accepted', quality: quality(78.4) }),
    candidate('r2c2', 2, 'merge', { quality: quality(70) }),
    candidate('r2c3', 2, 'stabilise', {}),
  ],
  rounds: [
    { round: 1, proposed: 2, accepted: 1, gain: 5.4 },
    { round: 2, proposed: 3, accepted: 1, gain: null },
  ],
  pickId: 'r1c1',
  usage,
  stopReason: null,
};

function candidate(
  id: string,
  round: number,
  operator: RunProgress['candidates'][number]['operator'],
  change: Partial<RunProgress['candidates'][number]>,
): RunProgress['candidates'][number] {
  const fresh = { status: 'proposed', tokens: null, quality: null, rejection: null, detail: '' } as const;
  return { id, round, operator, ...fresh, ...change };
}

export type Result = PhaseOf<'result'>;

const pending = { status: 'pending', sentence: '', canApply: true, reason: null, canUndo: false } as const;

/** A result whose pick is the second of the front, changed as a test needs. */
export function result(change: Partial<Result> = {}): Result {
  const metrics: Result['current']['metrics'] = {
    tokens: { before: 152, after: 117, provenance: 'tokenizer', encoding: 'o200k_base' },
    compression: 23.03,
    qualityGain: { value: 12.9, tier: 'E0', interval: null },
    reasoningGainIndex: { value: null, tier: 'E0' },
    efficiency: 0.57,
    compactness: { before: 0.71, after: 0.93 },
    lambda: { value: 0.8, tradeoff: 31.3, breakpoints: lambdaBreakpoints(front) },
    breakEvenCalls: 0,
  };
  const checks: Result['current']['checks'] = [
    { id: 'placeholders', status: 'passed', detail: 'All 4 placeholders are there, in their order.' },
    { id: 'frozen-spans', status: 'passed', detail: 'The fenced JSON block is unchanged.' },
    { id: 'language', status: 'passed', detail: 'The text is still English.' },
    { id: 're-encodes', status: 'passed', detail: 'The text fits into the triple-quoted literal.' },
    { id: 'template-parses', status: 'unknown', detail: 'No template engine is known for this file.' },
  ];
  const measured = { text: rewrite, tokens: 117, quality: quality(74.2) };
  return {
    name: 'result',
    report: {
      run: 'run-1',
      engine: 'rules',
      prompt: subject,
      original: { text: original, tokens: 152, quality: quality(61.3) },
      candidate: measured,
      changed: true,
      verdict: 'improved',
      stopReason: 'converged',
      iterations: 4,
      metrics,
      checks,
      explanations,
      front,
      usage,
    },
    progress: { ...progress, round: 4, stopReason: 'converged', pickId: 'r3c2' },
    selection: { pickId: 'r3c2', lambda: 0.8, rejectedHunks: [] },
    current: { ...measured, verdict: 'improved', metrics, checks, explanations },
    action: pending,
    placeholders: ['{{company}}', '{{escalation_email}}', '{{customer_name}}', '{{question}}'],
    frozen: [frozenSpan()],
    ...change,
  };
}

function frozenSpan(): { start: number; end: number } {
  const start = original.indexOf('```json');
  return { start, end: original.lastIndexOf('```') + 3 };
}

/** No rewrite was better: the pick is the original. */
export function keptOriginal(stopReason: Result['report']['stopReason'] = 'converged'): Result {
  const { report, current } = result();
  const same = { ...current.metrics, compression: 0, efficiency: 0, breakEvenCalls: null };
  const metrics: Result['current']['metrics'] = {
    ...same,
    tokens: { ...same.tokens, after: 152 },
    qualityGain: { value: 0, tier: 'E0', interval: null },
    compactness: { before: 0.93, after: 0.93 },
    lambda: { value: 0.35, tradeoff: 0, breakpoints: [] },
  };
  const kept = {
    ...report.original,
    verdict: 'inconclusive',
    metrics,
    checks: [],
    explanations: [],
  } as const;
  return result({
    report: {
      ...report,
      candidate: null,
      changed: false,
      verdict: 'inconclusive',
      stopReason,
      iterations: stopReason === 'no-headroom' ? 0 : 4,
      metrics,
      explanations: [],
      checks: [],
      front: [originalMember],
    },
    selection: { pickId: 'original', lambda: 0.35, rejectedHunks: [] },
    current: { ...kept, checks: [], explanations: [] },
    action: { ...pending, canApply: false, reason: null },
    progress: { ...progress, candidates: progress.candidates.filter(({ status }) => status === 'rejected') },
  });
}

export function regressed(): Result {
  const base = result();
  const metrics = {
    ...base.current.metrics,
    qualityGain: { value: -4.2, tier: 'E0' as const, interval: null },
    efficiency: null,
  };
  return result({
    selection: { ...base.selection, rejectedHunks: [5] },
    current: { ...base.current, verdict: 'regressed', quality: quality(57.1), metrics },
  });
}

export const analysis: PhaseOf<'analysis'> = {
  name: 'analysis',
  quality: quality(61.3),
  tokens: { value: 152, provenance: 'tokenizer', encoding: 'o200k_base' },
  findings: [
    {
      ruleId: 'PO015',
      category: 'output-contract',
      severity: 'warning',
      message: 'The prompt does not say what form the answer should have.',
      evidence: '',
      line: 1,
      fixTitle: null,
    },
    {
      ruleId: 'PO001',
      category: 'economy',
      severity: 'information',
      message: 'Politeness costs tokens and changes nothing.',
      evidence: 'Please make sure to answer the question of the customer.',
      line: 3,
      fixTitle: 'Ask directly',
    },
    {
      ruleId: 'PO030',
      category: 'safety',
      severity: 'error',
      message: 'This looks like an API key.',
      evidence: 'key-0000-example',
      line: 9,
      fixTitle: null,
    },
  ],
  contract: {
    placeholders: [
      { text: '{{company}}', kind: 'mustache' },
      { text: '{{question}}', kind: 'mustache' },
    ],
    frozen: [{ text: '{"basic": 9, "pro": 29}' }],
  },
};
