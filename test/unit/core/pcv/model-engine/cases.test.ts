import assert from 'node:assert/strict';
import { createMemoryCache } from '../../../../../src/core/models/cache.ts';
import { caseOfferText, lacksCases } from '../../../../../src/core/report/case-offer.ts';
import { qualityPair } from '../../../../../src/core/report/quality-pair.ts';
import { runReportSchema, type RunReport } from '../../../../../src/core/report/run-report.ts';
import { startScriptedServer, type Script } from '../../../../support/scripted-server.ts';
import { questionOf, roleOf } from '../../../../support/scripted-team.ts';
import { goodAnswer, runModel, runModelAt, tidyRewrite } from './run-model.ts';
import { better, caseIndex, casesOf, isOriginal, perfect, worse } from './sample-cases.ts';

describe('a run with cases', () => {
  it('shows a gain on cases that led no search, with interval, p and tier', async () => {
    const { report } = await runModel(better, { cases: casesOf(40) });
    runReportSchema.parse(report);
    const { qualityGain } = report.metrics;
    assert.deepEqual([report.verdict, qualityGain.tier], ['improved', 'E3']);
    assert.ok((qualityGain.interval?.[0] ?? 0) > 0);
    const cases = report.evidence?.cases;
    assert.ok(cases?.pValue !== null && (cases?.pValue ?? 1) < 0.05);
    assert.ok((cases?.cases ?? 0) >= 20 && (cases?.cases ?? 0) < 40);
    assert.match(report.evidence?.sentences.join(' ') ?? '', /lead the search, \d+ are kept/);
  });

  it('shows qualities that differ by what is shown as the gain', async () => {
    const { report } = await runModel(better, { cases: casesOf(40) });
    const { before, after, tier } = qualityPair(report);
    assert.equal(tier, 'E3');
    assert.ok(Math.abs(after - before - (report.metrics.qualityGain.value ?? NaN)) < 1e-9);
  });

  it('keeps the original when every candidate is worse', async () => {
    const { report, events } = await runModel(worse, { cases: casesOf(40) });
    assert.deepEqual([report.changed, report.verdict], [false, 'inconclusive']);
    const details = events.flatMap((event) => (event.type === 'verification-end' ? [event.detail] : []));
    assert.ok(
      details.some((detail) => /On \d+ cases it (?:is worse by|gains -)/.test(detail)),
      details.join('\n'),
    );
  });

  it('races the candidates of a round together where rounds wait, which takes fewer outputs', async () => {
    const outputs = async (schedule: 'sequential' | 'overlapped'): Promise<number> => {
      let number = 0;
      const { requests } = await runModel(
        (request, index) => {
          if (roleOf(request) !== 'proposer') return better(request, index);
          number += 1;
          return {
            kind: 'answer',
            text: JSON.stringify({ prompt: tidyRewrite.replace('short', `short ${number}`), reasons: [] }),
          };
        },
        {
          cases: casesOf(40),
          settings: { schedule, operators: ['stabilise', 'diverge'], patience: 10, iterations: 3 },
        },
      );
      return requests.filter((request) => roleOf(request) === 'target').length;
    };
    const [together, alone] = [await outputs('sequential'), await outputs('overlapped')];
    assert.ok(together < alone, `${together} and ${alone}`);
  });

  it('ends with no-headroom for the price of the look alone', async () => {
    const { report, requests } = await runModel(perfect, { cases: casesOf(40) });
    assert.deepEqual([report.stopReason, report.changed, report.iterations], ['no-headroom', false, 0]);
    assert.ok(requests.every((request) => roleOf(request) === 'target'));
    assert.deepEqual([report.original.quality.tier, report.original.quality.value], ['E3', 100]);
    const said = report.evidence?.sentences.join(' ') ?? '';
    assert.match(said, /Nothing to gain/);
    assert.doesNotMatch(said, /requirements/);
  });

  it('goes on without headroom when it is told to', async () => {
    const { report } = await runModel(perfect, { cases: casesOf(40), settings: { headroomGate: false } });
    assert.notEqual(report.stopReason, 'no-headroom');
  });

  it('never says more than inconclusive with fewer than six cases', async () => {
    const { report } = await runModel(better, { cases: casesOf(5) });
    assert.equal(report.verdict, 'inconclusive');
    assert.match(report.evidence?.sentences.join(' ') ?? '', /cannot show that a prompt is better/);
  });

  it('keeps a few cases for the verdict and lets the texts lead the search', async () => {
    const { report } = await runModel(better, { cases: casesOf(10) });
    assert.equal(report.original.quality.tier, 'E1');
    assert.deepEqual([report.metrics.qualityGain.tier, report.evidence?.cases?.cases], ['E3', 10]);
  });

  it('calls outputs that a judge has rated tier E2', async () => {
    const { report } = await runModel(
      (request) => {
        const isRubric = JSON.stringify(request.body['response_format'] ?? '').includes('"rubric"');
        const score = JSON.stringify(request.body.messages).includes('yes, indeed') ? 1 : 0.2;
        return isRubric
          ? { kind: 'answer', text: JSON.stringify({ score, pass: score === 1, reason: 'As it is.' }) }
          : better(request, 0);
      },
      { cases: casesOf(40, 'Says yes.') },
    );
    assert.deepEqual([report.verdict, report.metrics.qualityGain.tier], ['improved', 'E2']);
  });

  it('compares outputs in one order for half the calls, and a favourite place gains nothing', async () => {
    const unscored = casesOf(40).map((one) => ({ ...one, assertions: [] }));
    const follower: Script = (request) => {
      if (questionOf(request) === 'comparison') {
        return { kind: 'answer', text: JSON.stringify({ winner: 'A', why: 'It stands first.' }) };
      }
      return roleOf(request) === 'target'
        ? { kind: 'answer', text: `${isOriginal(request) ? 'One' : 'Another'} answer ${caseIndex(request)}` }
        : goodAnswer(request);
    };
    const run = async (bothOrders: boolean): Promise<readonly [number, RunReport]> => {
      const settings = { bothOrders, iterations: 3, screeningCases: 100 } as const;
      const { report, requests } = await runModel(follower, { cases: unscored, settings });
      return [requests.filter((request) => questionOf(request) === 'comparison').length, report];
    };
    const [one, { verdict, evidence }] = await run(false);
    const [both, { evidence: judgedTwice }] = await run(true);
    assert.notEqual(verdict, 'improved');
    assert.equal(evidence?.positionConsistency, null);
    assert.ok(one > 0 && one <= both / 2 + 24, `${one} and ${both}`);
    assert.ok((judgedTwice?.positionConsistency ?? 0) < 0.1, String(judgedTwice?.positionConsistency));
  });

  for (const schedule of ['sequential', 'overlapped'] as const) {
    it(`shows no case to Proposer and Critic, and runs kept ones after the last proposal: ${schedule}`, async () => {
      const { report, requests } = await runModel(better, { cases: casesOf(40), settings: { schedule } });
      assert.ok((report.evidence?.cases?.cases ?? 0) >= 20);
      const seen = requests.filter((request) => ['proposer', 'critic'].includes(roleOf(request)));
      assert.ok(seen.length > 4);
      assert.ok(seen.every(({ body }) => !/Question \d|yes, indeed/u.test(JSON.stringify(body.messages))));
      const last = requests.findLastIndex((request) => ['proposer', 'critic'].includes(roleOf(request)));
      const during = new Set(
        requests
          .slice(0, last)
          .flatMap((request) => (roleOf(request) === 'target' ? [caseIndex(request)] : [])),
      );
      const after = requests.slice(last).filter((request) => roleOf(request) === 'target');
      const kept = new Set(after.map(caseIndex).filter((index) => !during.has(index)));
      assert.equal(kept.size, report.evidence?.cases?.cases);
    });
  }

  it('leaves out cases of another prompt and names what it could not use', async () => {
    const others = casesOf(3).map((one) => ({ ...one, id: `other-${one.id}`, vars: { topic: 'tea' } }));
    const { report } = await runModel(better, {
      cases: [...casesOf(40), ...others],
      caseProblems: ['tests.yaml:7: `javascript` is not supported. The test is left out.'],
    });
    assert.deepEqual([report.verdict, report.evidence?.givenCases], ['improved', 40]);
    const sentences = report.evidence?.sentences.join('\n') ?? '';
    assert.match(sentences, /^3 cases were left out: they have no value for \{\{company\}\}, for one\.$/mu);
    assert.match(sentences, /^tests\.yaml:7: `javascript`/mu);
    assert.equal(lacksCases(report), false);
  });

  it('reads the texts where no case fits, and says how to have some', async () => {
    const others = casesOf(20).map((one) => ({ ...one, vars: { topic: 'tea' } }));
    const { report, requests } = await runModel(better, { cases: others });
    assert.deepEqual([report.original.quality.tier, report.evidence?.givenCases], ['E1', 0]);
    assert.ok(requests.every((request) => roleOf(request) !== 'target'));
    assert.match(report.evidence?.sentences.join(' ') ?? '', /None of the cases fits this prompt/);
    assert.match(
      caseOfferText(report) ?? '',
      /`promptops test --draft 12 prompt\.txt --model tiny --out tests\.yaml` drafts .+ `--tests tests\.yaml`/,
    );
  });

  it('does not count outputs that failed, and ends when all do', async () => {
    const { report, failure, requests } = await runModel(
      (request) => (roleOf(request) === 'target' ? { kind: 'status', status: 401 } : goodAnswer(request)),
      { cases: casesOf(20) },
    );
    assert.deepEqual([report.stopReason, report.changed], ['provider-failed', false]);
    assert.match(failure?.message ?? '', /denies access/);
    assert.ok(requests.every((request) => roleOf(request) !== 'proposer'));
  });

  it('answers a second run from the cache, without a call', async () => {
    await using server = await startScriptedServer(better);
    const options = { cases: casesOf(30), access: { cache: createMemoryCache() } };
    const first = await runModelAt(server, options);
    const second = await runModelAt(server, options);
    assert.deepEqual([second.report.usage.calls, server.requests.length], [0, first.report.usage.calls]);
    assert.deepEqual(
      [second.report.verdict, second.report.metrics.qualityGain],
      [first.report.verdict, first.report.metrics.qualityGain],
    );
    assert.ok(first.report.usage.byRole?.some(({ role, calls }) => role === 'target' && calls > 0));
  });
});
