import assert from 'node:assert/strict';

import type { PhaseOf } from '../../../src/protocol.ts';
import { metricRows } from '../../../webview/metric-rows.ts';
import { headlineOf } from '../../../webview/wording.ts';
import { keptOriginal, original, quality, regressed, result } from './snapshots.ts';

type Current = PhaseOf<'result'>['current'];

function headline(change: Partial<Current>, compression = 23.03): string {
  const { current } = result();
  const metrics = { ...current.metrics, compression };
  return headlineOf(result({ current: { ...current, metrics, ...change } })).sentence;
}

describe('headlineOf', () => {
  it('names the rules where no model has judged', () => {
    assert.equal(headline({}), 'Improved and 23\u00a0% shorter; quality judged by rules only');
    assert.equal(headline({}, -8.4), 'Improved, 8\u00a0% longer; quality judged by rules only');
    assert.equal(headline({}, 0), 'Improved at the same length; quality judged by rules only');
    assert.equal(headline({}, 0.4), 'Improved and less than 1\u00a0% shorter; quality judged by rules only');
    assert.equal(
      headline({ verdict: 'equivalent-and-cheaper' }),
      '23\u00a0% shorter; quality judged by rules only',
    );
  });

  it('calls two texts equivalent only on more evidence than their text', () => {
    const measured = { ...quality(74), tier: 'E3' as const };
    assert.equal(
      headline({ verdict: 'equivalent-and-cheaper', quality: measured }),
      'Equivalent and 23\u00a0% cheaper',
    );
    assert.equal(headline({ quality: measured }), 'Improved and 23\u00a0% shorter');
  });

  it('advises to keep the original when nothing is proven, and says why', () => {
    assert.equal(headline({ verdict: 'inconclusive' }), 'No proven gain: keep the original');
    assert.deepEqual(headlineOf(regressed()), {
      advice: 'keep',
      sentence: 'Worse than the original: keep the original',
      reason:
        'The quality falls by 4.2 points. The quality comes from the static rubric alone; no model has run the prompt (E0).',
    });
    assert.deepEqual(headlineOf(keptOriginal()), {
      advice: 'keep',
      sentence: 'Keep the original: no better rewrite was found',
      reason: '4 rounds were tried. Further rounds brought no gain.',
    });
    assert.equal(
      headlineOf(keptOriginal('no-headroom')).sentence,
      'Keep the original: no rule knows how to improve it',
    );
  });

  it('never advises a text that breaks the contract', () => {
    const { current } = result();
    const broken = { id: 'placeholders', status: 'failed', detail: '{{question}} is missing.' } as const;
    assert.deepEqual(headlineOf(result({ current: { ...current, checks: [...current.checks, broken] } })), {
      advice: 'keep',
      sentence: 'These changes break the contract: keep the original',
      reason: '{{question}} is missing.',
    });
  });

  it('tells an original that was chosen from one that nothing has beaten', () => {
    const { current } = result();
    const untouched = { ...current, text: original };
    const rejectedHunks = [...current.explanations.keys()];
    assert.equal(
      headlineOf(result({ current: untouched, selection: { pickId: 'r3c2', lambda: 0.8, rejectedHunks } }))
        .sentence,
      'Nothing is taken: this is the original',
    );
    assert.equal(
      headlineOf(result({ current: { ...untouched, explanations: [] } })).sentence,
      'At this λ the original is the best choice',
    );
  });
});

describe('metricRows', () => {
  it('gives every number its source, and a word in place of one that there is not', () => {
    assert.deepEqual(
      metricRows(result()).map(({ label, value, source }) => `${label}: ${value} (${source})`),
      [
        'Tokens: 152 → 117 (o200k_base)',
        'Compression: 23\u00a0% shorter (o200k_base)',
        'Quality Gain: +12.9 points (E0 · rules)',
        'Reasoning Gain Index: not applicable (E0 · rules)',
        'Efficiency: +57\u00a0% (E0 · rules)',
        'Compactness: 0.71 → 0.93 (text)',
        'Lambda trade-off: +31.3 points (E0 · rules)',
        'Cost of a call: unknown (no price)',
        'Break-even: from the first call (run)',
        'Priority: unknown (workspace)',
      ],
    );
  });

  it('shows an expansion as one, an interval with its gain, and a saving that never comes', () => {
    const base = result();
    const metrics: Current['metrics'] = {
      ...base.current.metrics,
      tokens: { before: 100, after: 120, provenance: 'estimate', encoding: 'o200k_base' },
      compression: -20,
      qualityGain: { value: 0.8, tier: 'E3', interval: [-0.9, 2.4] },
      efficiency: null,
      breakEvenCalls: null,
    };
    const rows = new Map(
      metricRows(result({ current: { ...base.current, tokens: 120, metrics } })).map((row) => [row.id, row]),
    );
    assert.equal(rows.get('compression')?.value, '20\u00a0% longer');
    assert.equal(rows.get('tokens')?.source, '≈ estimate');
    assert.equal(rows.get('qualityGain')?.value, '+0.8 points [−0.9, +2.4]');
    assert.equal(rows.get('efficiency')?.value, 'not shown');
    assert.equal(rows.get('breakEvenCalls')?.value, 'never');
  });

  it('says of an unknown number what would make it known', () => {
    for (const { id, isMissing, hint } of metricRows(result())) {
      if (isMissing) assert.match(hint ?? '', /Known once|Not applicable: the task/, id);
    }
  });
});
