import assert from 'node:assert/strict';
import type { ScriptedReply } from '../../../../support/scripted-server.ts';
import { fieldsOf, questionOf, roleOf, type Question } from '../../../../support/scripted-team.ts';
import type { ReceivedRequest, Script } from '../../../../support/scripted-server.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import { evidenceSentences } from '../../../../../src/core/report/evidence-text.ts';
import { asksForPatch, goodAnswer, goodModel, runModel, tidyRewrite, type FinishedRun } from './run-model.ts';

/** A good model but for what it says to one kind of question. */
function except(question: Question, reply: (request: ReceivedRequest) => ScriptedReply): Script {
  return (request) => (questionOf(request) === question ? reply(request) : goodAnswer(request));
}

const json = (value: unknown): ScriptedReply => ({ kind: 'answer', text: JSON.stringify(value) });

describe('a run whose candidates a model reads', () => {
  it('calls a text improved when the judge prefers it in both orders and nothing is lost', async () => {
    const { report } = await runModel(goodModel);
    assert.deepEqual([report.verdict, report.metrics.qualityGain.tier], ['improved', 'E1']);
    assert.ok((report.metrics.qualityGain.value ?? 0) > 0);
  });

  it('never does so for a judge who prefers whatever stands first', async () => {
    const { report } = await runModel(except('comparison', () => json({ winner: 'A', why: 'First.' })));
    assert.notEqual(report.verdict, 'improved');
    assert.equal(report.evidence?.positionConsistency, 0);
    assert.match(report.evidence.sentences.join(' '), /whichever text stood first or second/);
  });

  it('keeps the original when the judge prefers it in both orders', async () => {
    const { report, events } = await runModel(
      except('comparison', (request) => {
        const { A } = fieldsOf(request);
        return json({ winner: A === wordySupportPrompt ? 'A' : 'B', why: 'More complete.' });
      }),
    );
    assert.deepEqual([report.changed, report.candidate], [false, null]);
    const rejections = events.flatMap((event) =>
      event.type === 'verification-end' ? [event.rejection] : [],
    );
    assert.ok(rejections.includes('judged-worse'), String(rejections));
  });

  it('turns a candidate down that loses a requirement, and quotes it', async () => {
    const losing = tidyRewrite.replace('- If you do not know the answer, say so.\n', '');
    const { report, events } = await runModel((request) =>
      questionOf(request) === 'rewrite'
        ? json({ prompt: losing, reasons: [] })
        : asksForPatch(request)
          ? json({ edits: [] })
          : goodAnswer(request),
    );
    const details = events.flatMap((event) =>
      event.type === 'verification-end' && event.rejection === 'requirement' ? [event.detail] : [],
    );
    assert.match(details[0] ?? '', /you do not know the answer, say so\. It is missing\./);
    assert.deepEqual([report.changed, report.verdict], [false, 'inconclusive']);
  });

  it('calls nothing improved when the requirements could not be listed', async () => {
    const { report } = await runModel(except('requirements', () => json({ nothing: true })));
    assert.equal(report.verdict, 'equivalent-and-cheaper');
    assert.match(
      report.evidence?.sentences.join(' ') ?? '',
      /requirements of the original could not be listed/,
    );
  });

  it('asks for no requirements when it is told not to', async () => {
    const { report, requests } = await runModel(goodModel, { settings: { requirementCoverage: false } });
    assert.ok(requests.every((request) => !['requirements', 'coverage'].includes(questionOf(request))));
    assert.equal(report.evidence?.requirements, null);
  });

  it('compares in one order for half the calls when it is told to, and says that nobody knows the rest', async () => {
    const comparisons = async (bothOrders: boolean): Promise<readonly [number, FinishedRun]> => {
      const run = await runModel(goodModel, { settings: { bothOrders, judgeRepeats: 1 } });
      return [run.requests.filter((request) => questionOf(request) === 'comparison').length, run];
    };
    const [both, { report: judgedTwice }] = await comparisons(true);
    const [one, { report }] = await comparisons(false);
    assert.ok(one > 0);
    assert.equal(2 * one, both);
    const { positionConsistency, judgedPairs = 0 } = report.evidence ?? {};
    assert.deepEqual([positionConsistency, judgedPairs], [null, judgedTwice.evidence?.judgedPairs]);
    assert.ok(judgedPairs >= one);
    assert.match(evidenceSentences(report).join(' '), /judged in one order: .+ is unknown\./);
    // The judge prefers it, but may only have followed the place.
    assert.equal(report.verdict, 'equivalent-and-cheaper');
  });

  it('never calls a longer text better for a judge that follows the place, in one order', async () => {
    const longer = `${wordySupportPrompt}\nAnswer in the language of the message.`;
    const script: Script = (request, index) => {
      if (roleOf(request) === 'proposer') return json({ prompt: longer, reasons: [] });
      return questionOf(request) === 'comparison'
        ? json({ winner: 'A', why: 'It stands first.' })
        : goodModel(request, index);
    };
    for (const text of ['', '\n', ' .', '\nBe kind.']) {
      const { report } = await runModel(script, {
        text: `${wordySupportPrompt}${text}`,
        settings: { bothOrders: false, operators: ['diverge'] },
      });
      assert.notEqual(report.verdict, 'improved');
    }
  });

  it('compares the text that it offers again, with fresh samples', async () => {
    const { report, requests } = await runModel(goodModel);
    const ofPick = requests.filter(
      (request) =>
        questionOf(request) === 'comparison' &&
        [fieldsOf(request)['A'], fieldsOf(request)['B']].includes(report.candidate?.text),
    );
    // One sample and then two that settle a vote of three, each in both orders.
    assert.equal(ofPick.length, 6);
  });

  it('offers the next text when the best one does not hold up', async () => {
    let seen = 0;
    const { report } = await runModel(
      except('comparison', (request) => {
        const texts = [fieldsOf(request)['A'], fieldsOf(request)['B']].map(String);
        const isWarm = request.body['temperature'] !== 0;
        if (isWarm && texts.includes(tidyRewrite)) {
          seen += 1;
          return json({ winner: texts[0] === tidyRewrite ? 'B' : 'A', why: 'It lost something.' });
        }
        return goodAnswer(request);
      }),
      { settings: { lambda: 0 } },
    );
    assert.ok(seen > 0);
    assert.notEqual(report.candidate?.text, tidyRewrite);
  });

  for (const role of ['critic', 'verifier'] as const) {
    it(`goes on with the rules alone, and says so, when the ${role} cannot be used`, async () => {
      const { report } = await runModel((request) =>
        roleOf(request) === role ? { kind: 'status', status: 401 } : goodAnswer(request),
      );
      assert.deepEqual(
        [report.original.quality.tier, report.candidate?.quality.tier, report.verdict],
        ['E0', 'E0', 'improved'],
      );
      assert.match(report.evidence?.sentences.join(' ') ?? '', /model was given up: 401|rules judged alone/);
    });
  }

  it('counts what a judge failed to say for nothing', async () => {
    let index = 0;
    const { report } = await runModel((request) => {
      if (questionOf(request) !== 'comparison') return goodAnswer(request);
      index += 1;
      return index % 3 === 0 ? { kind: 'answer', text: 'I like both.' } : goodAnswer(request);
    });
    assert.equal(report.evidence?.positionConsistency, 1);
    assert.notEqual(report.stopReason, 'provider-failed');
  });

  it('lets a model say why, in one call, when it is told to', async () => {
    const { report, requests } = await runModel(
      except('explanations', () => json({ explanations: [{ index: 0, why: 'Says it to the point.' }] })),
      { settings: { explain: 'model' } },
    );
    assert.equal(requests.filter((request) => questionOf(request) === 'explanations').length, 1);
    assert.equal(report.explanations[0]?.why, 'Says it to the point.');
    assert.ok(report.explanations.slice(1).every(({ why }) => why !== ''));
  });

  it('says nothing of why when it is told not to', async () => {
    const { report } = await runModel(goodModel, { settings: { explain: 'off' } });
    assert.ok(report.explanations.length > 0 && report.explanations.every(({ why }) => why === ''));
  });

  it('says before what it will take, and after what it took', async () => {
    const { report } = await runModel(goodModel);
    const calls = report.forecast?.calls;
    assert.ok(calls !== undefined && report.usage.calls <= calls.high);
  });

  it('says what each role has used', async () => {
    const { report } = await runModel(goodModel);
    const rows = report.usage.byRole ?? [];
    assert.deepEqual(
      rows.map(({ role, model, provenance }) => [role, model, provenance]),
      [
        ['proposer', 'tiny', 'exact'],
        ['critic', 'tiny', 'exact'],
        ['verifier', 'tiny', 'exact'],
      ],
    );
    assert.equal(
      rows.reduce((sum, { calls }) => sum + calls, 0),
      report.usage.calls,
    );
  });

  it('calls tokens that it had to count itself an estimate', async () => {
    const { report } = await runModel((request) => {
      const reply = goodAnswer(request);
      return reply.kind === 'answer' && roleOf(request) === 'critic'
        ? { ...reply, reportsUsage: false }
        : reply;
    });
    const provenance = report.usage.byRole?.map((row) => row.provenance);
    assert.deepEqual(provenance, ['exact', 'estimate', 'exact']);
  });
});
