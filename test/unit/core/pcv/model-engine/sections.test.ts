import assert from 'node:assert/strict';
import { fieldsOf, questionOf, roleOf } from '../../../../support/scripted-team.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import { goodAnswer, runModel } from './run-model.ts';

/** Far more than the context that the test gives the model. */
const long = Array.from(
  { length: 60 },
  (_, index) =>
    `## Part ${index}\n\nIn order to serve part ${index}, please make sure that you answer {{q${index}}} briefly.\n`,
).join('\n');

describe('a prompt above the context of the model', () => {
  it('is rewritten by sections, and nothing of it is lost', async () => {
    const sent: string[] = [];
    const { report } = await runModel(
      (request) => {
        if (roleOf(request) !== 'proposer') return { kind: 'answer', text: 'no judgement' };
        const { prompt } = fieldsOf(request);
        sent.push(String(prompt));
        const text = String(prompt)
          .replaceAll('In order to', 'To')
          .replaceAll('please make sure that you ', '');
        const edits = questionOf(request) === 'patch' ? [] : undefined;
        return { kind: 'answer', text: JSON.stringify({ prompt: text, reasons: [], edits: edits ?? [] }) };
      },
      { text: long, access: { contextTokens: 7000 } },
    );
    assert.ok(
      sent.length > 4 && sent.every((text) => text.length < long.length / 2 && text.startsWith('## Part')),
    );
    assert.equal(report.changed, true);
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
  });

  it('is sent whole where it fits', async () => {
    const { requests } = await runModel(goodAnswer, { access: { contextTokens: 100_000 } });
    const proposals = requests.filter((request) => roleOf(request) === 'proposer');
    assert.equal(fieldsOf(proposals[0] ?? assert.fail())['prompt'], wordySupportPrompt);
  });
});
