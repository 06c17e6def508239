import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compactness } from '../../src/core/metrics/compactness.ts';
import { compression } from '../../src/core/metrics/compression.ts';
import { efficiency } from '../../src/core/metrics/efficiency.ts';
import {
  lambdaBreakpoints,
  lambdaObjective,
  paretoFront,
  pickByLambda,
} from '../../src/core/metrics/lambda.ts';
import { rawPriority } from '../../src/core/metrics/priority.ts';
import { rubricGain } from '../../src/core/metrics/quality-gain.ts';
import { reasoningGainIndex } from '../../src/core/metrics/reasoning-gain-index.ts';
import { defaultRubricWeights } from '../../src/core/metrics/rubric-weights.ts';
import { scoreStaticQuality } from '../../src/core/metrics/static-quality.ts';
import { decideVerdict } from '../../src/core/metrics/verdict.ts';
import type { Category, Severity } from '../../src/core/model.ts';
import { finding, member, quality, subject } from '../unit/core/metrics/subjects.ts';

const options = { seed: 20_260_731, numRuns: 300 };
const check = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>) =>
  fc.assert(property, options);

const points = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const tokens = fc.integer({ min: 1, max: 100_000 });
const front = fc
  .array(fc.tuple(points, fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 12 })
  .map((pairs) =>
    pairs.map(([value, cost], index) => member(index === 0 ? 'original' : `c${index}`, value, cost / 100)),
  );
const lambda = fc.double({ min: 0, max: 20, noNaN: true });

const sentence = fc.constantFrom<string>(
  'Summarize {text} in three sentences.',
  'You are an expert editor.',
  'Please make sure to be concise.',
  'Never mention prices.',
  'If the text is empty, return "none".',
  'Return only JSON with the keys "a" and "b".',
  'Be brief.',
  'Compare the two offers based on price.',
  'The audience are students who know little.',
  '## Output',
  '- Use short clear words.',
  'For example: 3 + 4 = 7.',
  'Analyze the data step by step.',
  'ja, und zwar sofort',
);
const sentences = fc.array(sentence, { minLength: 1, maxLength: 14 });
const findings = fc.array(
  fc
    .tuple(
      fc.constantFrom<Category>(
        'clarity',
        'structure',
        'constraints',
        'output-contract',
        'consistency',
        'economy',
        'safety',
      ),
      fc.constantFrom<Severity>('error', 'warning', 'information', 'hint'),
    )
    .map(([category, severity]) => finding(category, severity)),
  { maxLength: 12 },
);

describe('metrics, as properties', () => {
  it('C(p, p) = 0, and C grows as the candidate shrinks', () => {
    check(
      fc.property(tokens, tokens, tokens, (before, after, other) => {
        assert.equal(compression(before, before), 0);
        if (after < other) assert.ok(compression(before, after) > compression(before, other));
      }),
    );
  });

  it('the quality gain is antisymmetric and 0 for a prompt against itself', () => {
    check(
      fc.property(points, points, (a, b) => {
        assert.equal(
          rubricGain(quality(a), quality(b)).value,
          0 - rubricGain(quality(b), quality(a)).value || 0,
        );
        assert.equal(rubricGain(quality(a), quality(a)).value, 0);
      }),
    );
  });

  it('the reasoning gain index is in [-1, 1], 0 when unchanged, of the sign of the change', () => {
    check(
      fc.property(share, share, (before, after) => {
        const index = reasoningGainIndex(before, after) ?? NaN;
        assert.ok(index >= -1 && index <= 1);
        assert.equal(Math.sign(index), Math.sign(after - before));
        assert.equal(reasoningGainIndex(before, before), 0);
      }),
    );
  });

  it('compactness is in [0, 1], and removing a repeated sentence never lowers it', () => {
    check(
      fc.property(sentences, fc.nat(), fc.nat(), (parts, from, to) => {
        const source = from % parts.length;
        const repeated = [...parts];
        const place = source + 1 + (to % (parts.length - source));
        repeated.splice(place, 0, parts[source] ?? '');
        const before = compactness(repeated.join('\n'));
        assert.ok(before >= 0 && before <= 1);
        assert.ok(compactness(parts.join('\n')) >= before - 1e-12);
      }),
    );
  });

  it('compactness and quality take any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const k = compactness(text);
        const { value, dimensions } = scoreStaticQuality(subject(text));
        assert.ok(k >= 0 && k <= 1);
        assert.ok(value >= 0 && value <= 100);
        for (const dimension of Object.values(dimensions)) assert.ok(dimension >= 0 && dimension <= 1);
      }),
      { ...options, numRuns: 100 },
    );
  });

  it('a finding less never lowers quality, whatever else was found', () => {
    check(
      fc.property(sentences, findings, fc.nat(), (parts, all, index) => {
        const text = parts.join('\n');
        const without = all.filter((_, position) => position !== index % Math.max(1, all.length));
        const before = scoreStaticQuality(subject(text, all));
        const after = scoreStaticQuality(subject(text, without));
        assert.ok(after.value >= before.value);
      }),
    );
  });

  it('the order of findings is indifferent', () => {
    check(
      fc.property(sentences, findings, (parts, all) => {
        const text = parts.join('\n');
        assert.deepEqual(
          scoreStaticQuality(subject(text, all)),
          scoreStaticQuality(subject(text, [...all].reverse())),
        );
      }),
    );
  });

  it('weights scale freely', () => {
    check(
      fc.property(sentences, fc.integer({ min: 1, max: 50 }), (parts, factor) => {
        const text = parts.join('\n');
        const scaled = Object.fromEntries(
          Object.entries(defaultRubricWeights).map(([name, weight]) => [name, weight * factor]),
        ) as typeof defaultRubricWeights;
        const difference =
          scoreStaticQuality(subject(text), scaled).value - scoreStaticQuality(subject(text)).value;
        assert.ok(Math.abs(difference) <= 0.011);
      }),
    );
  });

  it('the cost of the pick never rises with λ', () => {
    check(
      fc.property(front, lambda, lambda, (members, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(pickByLambda(members, high).cost <= pickByLambda(members, low).cost);
      }),
    );
  });

  it('the pick is constant between break points and maximises J', () => {
    check(
      fc.property(front, lambda, (members, at) => {
        const breakpoints = lambdaBreakpoints(members);
        assert.deepEqual(
          breakpoints,
          [...breakpoints].sort((a, b) => a - b),
        );
        const low = Math.max(0, ...breakpoints.filter((value) => value < at));
        const high = breakpoints.find((value) => value > at) ?? at + 1;
        const pick = pickByLambda(members, at);
        if (!breakpoints.includes(at)) {
          assert.equal(pickByLambda(members, at + (high - at) / 2).id, pick.id);
          if (low < at) assert.equal(pickByLambda(members, at - (at - low) / 2).id, pick.id);
        }
        const best = Math.max(...members.map((each) => lambdaObjective(each, at)));
        assert.ok(lambdaObjective(pick, at) >= best - 1e-6);
      }),
    );
  });

  it('the front holds exactly what nothing dominates, and needs no order of its input', () => {
    check(
      fc.property(front, (members) => {
        const kept = paretoFront(members);
        assert.deepEqual(paretoFront([...members].reverse()), kept);
        for (const each of members) {
          const isBeaten = members.some(
            (other) =>
              other.quality.value >= each.quality.value &&
              other.cost <= each.cost &&
              (other.quality.value > each.quality.value || other.cost < each.cost),
          );
          const stands = kept.some(
            (one) => one.quality.value === each.quality.value && one.cost === each.cost,
          );
          assert.equal(stands, !isBeaten);
        }
      }),
    );
  });

  it('priority rises as quality falls, calls rise or the share of the bill rises', () => {
    const input = fc.record({
      quality: points,
      callsPerDay: fc.integer({ min: 1, max: 1000 }),
      tokenShare: share,
      cases: fc.nat({ max: 20 }),
      costClass: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
    });
    check(
      fc.property(input, fc.integer({ min: 1, max: 50 }), (base, step) => {
        const raw = rawPriority(base);
        assert.ok(rawPriority({ ...base, quality: Math.max(0, base.quality - step) }) >= raw);
        assert.ok(rawPriority({ ...base, callsPerDay: base.callsPerDay + step }) >= raw);
        assert.ok(rawPriority({ ...base, tokenShare: Math.min(1, base.tokenShare + step / 50) }) >= raw);
        assert.ok(rawPriority({ ...base, cases: base.cases + step }) >= raw);
      }),
    );
  });

  it('a verdict is never improved without a gain, and efficiency is null when it is regressed', () => {
    check(
      fc.property(points, points, tokens, tokens, (before, after, tokensBefore, tokensAfter) => {
        const original = { quality: quality(before), tokens: tokensBefore };
        const candidate = { quality: quality(after), tokens: tokensAfter };
        const verdict = decideVerdict({ kind: 'rubric', original, candidate });
        if (after <= before) assert.notEqual(verdict, 'improved');
        assert.equal(verdict === 'regressed', after < before);
        if (verdict === 'equivalent-and-cheaper') assert.ok(tokensAfter < tokensBefore && after >= before);
        const sides = [
          { quality: before, tokens: tokensBefore },
          { quality: after, tokens: tokensAfter },
        ] as const;
        if (verdict === 'regressed') assert.equal(efficiency(...sides, verdict), null);
      }),
    );
  });

  it('qualities of different tiers are never combined', () => {
    const tier = fc.constantFrom('E0', 'E1', 'E2', 'E3');
    check(
      fc.property(tier, tier, points, points, (one, other, a, b) => {
        fc.pre(one !== other);
        assert.throws(() => rubricGain(quality(a, one), quality(b, other)), RangeError);
      }),
    );
  });

  it('hostile texts of 250,000 characters are scored in bounded time', () => {
    for (const piece of [
      'a',
      ' ',
      '.',
      '\n',
      '? ',
      'a, ',
      'first ',
      '"',
      "a'",
      '```\n',
      '<!--',
      '漢',
      '{x} ',
      '(a,b',
      '**',
    ]) {
      const text = piece.repeat(Math.ceil(250_000 / piece.length));
      const started = performance.now();
      scoreStaticQuality({ text, contract: { placeholders: [] }, findings: [] });
      const elapsed = performance.now() - started;
      assert.ok(elapsed < 3000, `${JSON.stringify(piece)}: ${elapsed.toFixed(0)} ms`);
    }
  });
});
