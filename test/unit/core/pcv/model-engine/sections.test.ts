import assert from 'node:assert/strict';
import type { ReceivedRequest, Script, ScriptedReply } from '../../../../support/scripted-server.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../../../../support/scripted-team.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';
import { goodAnswer, runModel, type FinishedRun } from './run-model.ts';

/** Far more than the context that the tests give the model. */
const parts = Array.from(
  { length: 60 },
  (_, index) =>
    `## Part ${index}\n\nIn order to serve part ${index}, please make sure that you answer {{q${index}}} briefly.\n\n- Name the owner of part ${index}.\n`,
);
const long = parts.join('\n');

const tidy = (text: string): string =>
  text.replaceAll('In order to', 'To').replaceAll('please make sure that you ', '');

/** Shortens whatever section it is asked for, and judges as all tests' judges do. */
function sectionAnswer(request: ReceivedRequest): ScriptedReply {
  if (roleOf(request) !== 'proposer') return judgeAnswer(request);
  const text = tidy(String(fieldsOf(request)['prompt']));
  return { kind: 'answer', text: JSON.stringify({ prompt: text, reasons: [], edits: [] }) };
}

const counter = loadTestCounter('o200k_base');

/** Tokens that an endpoint counts against the context of its model. */
function sizeOf({ body }: ReceivedRequest): number {
  const asked = body.messages.reduce((sum, { content }) => sum + counter.count(content), 0);
  return asked + Number(body['max_completion_tokens'] ?? body['max_tokens'] ?? 0);
}

const tooLong: ScriptedReply = {
  kind: 'status',
  status: 400,
  body: {
    error: {
      message: 'This model’s maximum context length is shorter. Please reduce the length of the messages.',
      code: 'context_length_exceeded',
    },
  },
};

/** An endpoint that refuses what its context does not hold. */
function within(contextTokens: number, answer: (request: ReceivedRequest) => ScriptedReply): Script {
  return (request) => (sizeOf(request) > contextTokens ? tooLong : answer(request));
}

const requestsOf = ({ requests }: FinishedRun, question: ReturnType<typeof questionOf>) =>
  requests.filter((request) => questionOf(request) === question);

const sentencesOf = ({ report }: FinishedRun): string => (report.evidence?.sentences ?? []).join(' ');

function assertNothingLost({ report }: FinishedRun): void {
  const text = report.candidate?.text ?? '';
  for (let index = 0; index < 60; index += 1) {
    assert.ok(text.includes(`## Part ${index}\n`) && text.includes(`{{q${index}}}`), String(index));
  }
  const rebuilt = report.explanations.reduceRight(
    (before, { beforeSpan, after }) =>
      before.slice(0, beforeSpan.start) + after + before.slice(beforeSpan.end),
    long,
  );
  assert.equal(rebuilt, text);
}

describe('a prompt above the context of the model', () => {
  it('is rewritten, read and compared by sections, each within the context', async () => {
    const refused: number[] = [];
    const run = await runModel(
      (request) => {
        if (sizeOf(request) > 6000) refused.push(sizeOf(request));
        return within(6000, sectionAnswer)(request, 0);
      },
      { text: long, access: { contextTokens: 6000 }, settings: { explain: 'operators' } },
    );
    assert.deepEqual(refused, []);
    assertNothingLost(run);
    assert.deepEqual([run.report.verdict, run.report.metrics.qualityGain.tier], ['improved', 'E1']);
    assert.match(
      sentencesOf(run),
      /too long for the Proposer’s model to take at once: it was rewritten in \d/,
    );
    assert.match(sentencesOf(run), /Critic’s model to take at once: it was read in \d/);
    assert.match(sentencesOf(run), /Verifier’s model to take at once: what changed was judged in \d/);
    assert.equal(run.report.evidence?.requirements, 60);
    for (const question of ['critique', 'requirements', 'comparison'] as const) {
      const asked = requestsOf(run, question);
      assert.ok(asked.length > 1, question);
      assert.ok(
        asked.every((request) => Array.isArray(fieldsOf(request)['outline'])),
        question,
      );
    }
  });

  it('is asked about only where it changed', async () => {
    const run = await runModel(sectionAnswer, { text: long, access: { contextTokens: 6000 } });
    const read = requestsOf(run, 'critique').map((request) => String(fieldsOf(request)['prompt']));
    assert.equal(new Set(read).size, read.length);
    for (const request of requestsOf(run, 'comparison')) {
      const { A, B } = fieldsOf(request);
      assert.notEqual(A, B);
    }
  });

  it('keeps findings where they stand in the whole text', async () => {
    const run = await runModel(sectionAnswer, { text: long, access: { contextTokens: 6000 } });
    const [reading] = run.events.filter(({ type }) => type === 'critique-end');
    assert.ok(reading?.type === 'critique-end');
    const own = reading.findings.filter(({ ruleId }) => ruleId === 'model');
    assert.ok(own.length > 1);
    for (const { span, evidence } of own) assert.equal(long.slice(span.start, span.end), evidence);
  });

  it('is cut where an endpoint refuses it, though nobody knew of its context', async () => {
    const run = await runModel(within(2400, sectionAnswer), { text: long });
    assertNothingLost(run);
    assert.deepEqual([run.report.verdict, run.report.metrics.qualityGain.tier], ['improved', 'E1']);
    assert.match(sentencesOf(run), /Critic’s model to take at once: it was read in \d/);
    const refusals = run.requests.filter((request) => sizeOf(request) > 2400).length;
    assert.ok(refusals > 0 && refusals < run.requests.length / 2, `${refusals} of ${run.requests.length}`);
  });

  it('turns a candidate down that loses a requirement of one section', async () => {
    const run = await runModel(
      (request) => {
        if (roleOf(request) !== 'proposer') return judgeAnswer(request);
        const text = String(fieldsOf(request)['prompt']).replace(/- Name the owner of part \d+\.\n/, '');
        return { kind: 'answer', text: JSON.stringify({ prompt: text, reasons: [], edits: [] }) };
      },
      { text: long, access: { contextTokens: 6000 } },
    );
    assert.equal(run.report.changed, false);
    const rejections = run.events.flatMap((event) =>
      event.type === 'verification-end' && event.rejection === 'requirement' ? [event.detail] : [],
    );
    assert.match(rejections[0] ?? '', /^Name the owner of part \d+\. It is missing\.$/);
  });

  it('takes over no section whose comparison is missing', async () => {
    const isFirst = (request: ReceivedRequest): boolean =>
      String(fieldsOf(request)['A']).startsWith('## Part 0');
    const run = await runModel(
      (request) =>
        questionOf(request) === 'comparison' && isFirst(request)
          ? { kind: 'answer', text: 'I cannot say.' }
          : sectionAnswer(request),
      { text: long, access: { contextTokens: 6000 } },
    );
    assert.equal(run.report.verdict, 'improved');
    assert.ok(run.report.candidate?.text.startsWith(parts[0] ?? ''));
    assert.match(sentencesOf(run), /judgements? of the Verifier’s model (?:is|are) missing/);
    const missing = run.events.filter(
      (event) => event.type === 'verification-end' && event.rejection === 'not-judged',
    );
    assert.ok(missing.length > 0);
  });

  it('leaves out what cannot be cut, and says so', async () => {
    const block = `\`\`\`json\n${JSON.stringify(Array.from({ length: 900 }, (_, index) => ({ index })))}\n\`\`\`\n`;
    const run = await runModel(sectionAnswer, { text: `${block}\n${long}`, access: { contextTokens: 6000 } });
    assert.match(
      sentencesOf(run),
      /Critic.*One of them, \d+ tokens, cannot be cut and is too long: it was left out\./,
    );
    assert.equal(run.report.metrics.qualityGain.tier, 'E1');
    assert.ok(run.report.candidate === null || run.report.candidate.text.startsWith(block));
    const sent = run.requests.filter((request) =>
      JSON.stringify(request.body.messages).includes('index\\\\\\":899'),
    );
    assert.equal(sent.length, 0);
  });

  it('is left alone where even a section is too long, and the report says so', async () => {
    const run = await runModel(sectionAnswer, { text: long, access: { contextTokens: 1500 } });
    assert.deepEqual([run.requests.length, run.report.changed], [0, false]);
    for (const role of ['Proposer', 'Critic']) {
      assert.match(
        sentencesOf(run),
        new RegExp(`The context of the ${role}’s model is too small for even a section of the prompt\\.`),
      );
    }
  });

  it('is sent whole where it fits', async () => {
    const run = await runModel(goodAnswer, { access: { contextTokens: 100_000 } });
    const proposals = run.requests.filter((request) => roleOf(request) === 'proposer');
    assert.equal(fieldsOf(proposals[0] ?? assert.fail())['prompt'], wordySupportPrompt);
    assert.ok(run.requests.every((request) => !('outline' in fieldsOf(request))));
    assert.doesNotMatch(sentencesOf(run), /too long/);
  });
});
