import assert from 'node:assert/strict';
import { reportToMarkdown } from '../../../../src/core/report/markdown-report.ts';
import type { RunReport } from '../../../../src/core/report/run-report.ts';
import { plainStyle } from '../../../../src/core/report/style.ts';
import { reportToText } from '../../../../src/core/report/text-report.ts';
import { verdictSentence } from '../../../../src/core/report/verdict-sentence.ts';
import { reportOf } from '../../../support/run-rules.ts';
import { tidyPrompt, wordySupportPrompt } from '../../../support/sample-prompts.ts';

describe('reports of a run', () => {
  let improved: RunReport;
  let kept: RunReport;
  before(async () => {
    improved = await reportOf(wordySupportPrompt);
    kept = await reportOf(tidyPrompt);
  });

  const textOf = (report: RunReport): string => reportToText(report, plainStyle);
  const row = (report: RunReport, label: string): string =>
    new RegExp(`^  ${label} +(.*)$`, 'm').exec(textOf(report))?.[1] ?? assert.fail(label);

  it('have all sections when something changed, and only what is known when nothing did', () => {
    const sections = /^(?:Metrics|Diff|Explanations|Contract)$/gm;
    assert.deepEqual(textOf(improved).match(sections), ['Metrics', 'Diff', 'Explanations', 'Contract']);
    assert.deepEqual(textOf(kept).match(sections), ['Metrics']);
  });

  it('say unknown for what was not measured', () => {
    const { metrics } = improved;
    const unknown: RunReport = {
      ...improved,
      metrics: {
        ...metrics,
        qualityGain: { ...metrics.qualityGain, value: null },
        efficiency: null,
        breakEvenCalls: null,
      },
      usage: {
        ...improved.usage,
        calls: 3,
        cachedCalls: 1,
        inputTokens: 1200,
        outputTokens: 300,
        costUsd: null,
      },
    };
    assert.match(row(unknown, 'Quality Gain'), /^unknown/);
    assert.match(row(unknown, 'Efficiency'), /^unknown/);
    assert.equal(row(unknown, 'Break-even'), 'unknown');
    assert.match(
      row(unknown, 'Time'),
      /3 model calls and 1 from the cache, 1,200 tokens in, 300 out, cost unknown$/,
    );
  });

  it('show intervals and expansions', () => {
    const { metrics } = improved;
    const measured: RunReport = {
      ...improved,
      metrics: { ...metrics, compression: -20, qualityGain: { value: 4, tier: 'E2', interval: [-1, 9] } },
    };
    assert.match(row(measured, 'Quality Gain'), /^\+4\.0 +points, tier E2, interval -1\.0 to \+9\.0$/);
    assert.match(row(measured, 'Compression'), /^-20\.0 % +an expansion$/);
  });

  it('name the checks that did not pass', () => {
    const failing: RunReport = {
      ...improved,
      checks: [
        { id: 'placeholders', status: 'passed', detail: 'All are there.' },
        { id: 're-encodes', status: 'unknown', detail: 'No file.' },
      ],
    };
    assert.match(
      textOf(failing),
      /1 of 2 checks of the contract passed\n {2}re-encodes unknown: No file\.\n$/,
    );
  });

  it('end a long list of explanations with a count', () => {
    const explanation = improved.explanations[0] ?? assert.fail();
    const long: RunReport = { ...improved, explanations: Array.from({ length: 1250 }, () => explanation) };
    assert.match(textOf(long), /^ {2}50\. [^]*^ {2}… and 1,200 more; `--json` has them all$/m);
    assert.doesNotMatch(textOf(long), /^ {2}51\. /m);
  });

  it('fit into narrow terminals', () => {
    for (const columns of [40, 60, 80]) {
      const lines = reportToText(improved, { ...plainStyle, columns }).split('\n');
      // Marks of changed words are not counted, since colours have no width.
      const tooLong = lines.filter((line) => line.replaceAll(/\[-|-\]|\{\+|\+\}/g, '').length > columns);
      assert.deepEqual(tooLong, [], `${columns} columns`);
    }
  });

  it('do not let a name or a prompt steer the terminal', () => {
    const hostile: RunReport = {
      ...improved,
      prompt: { ...improved.prompt, file: 'a\u001b[2J.py', name: '\u0007x' },
    };
    assert.doesNotMatch(textOf(hostile), /[\u001b\u0007]/);
  });

  it('are Markdown with fences longer than any in the prompt', () => {
    const text = 'Answer like this:\n````\nx\n````\n| a | <b> |';
    const markdown = reportToMarkdown({ ...kept, original: { ...kept.original, text } });
    assert.match(markdown, /^`{5}text$/m);
    assert.ok(markdown.includes(text));
  });

  it('escape cells of a Markdown table', () => {
    const explanation = { ...(improved.explanations[0] ?? assert.fail()), before: 'a | b\n*c*', after: '' };
    const markdown = reportToMarkdown({ ...improved, explanations: [explanation] });
    assert.match(markdown, /^\| a \\\| b \\\*c\\\* \| /m);
  });
});

describe('verdictSentence', () => {
  it('says what the run came to and how that is known', async () => {
    const report = await reportOf(wordySupportPrompt);
    const sentence = (change: Partial<RunReport>): string => verdictSentence({ ...report, ...change });
    const size = { ...report.metrics, compression: 12.4 };
    const judged = (tier: 'E0' | 'E1' | 'E2' | 'E3', compression: number): RunReport['metrics'] => {
      return { ...size, compression, qualityGain: { ...size.qualityGain, tier } };
    };
    assert.deepEqual(
      [
        sentence({ verdict: 'improved', metrics: judged('E0', 12.4) }),
        sentence({ verdict: 'equivalent-and-cheaper', metrics: judged('E2', 12.4) }),
        sentence({ verdict: 'inconclusive', metrics: judged('E1', -3) }),
        sentence({ verdict: 'regressed', metrics: judged('E3', 0) }),
        sentence({ changed: false, stopReason: 'no-headroom' }),
        sentence({ changed: false, stopReason: 'converged' }),
        sentence({ changed: false, stopReason: 'cancelled' }),
        sentence({ changed: false, stopReason: 'provider-failed' }),
      ],
      [
        'Improved and 12 % shorter; quality judged by rules only (E0).',
        'Equivalent and 12 % shorter; quality judged by a model that read outputs of both prompts (E2).',
        'Inconclusive, 3 % longer; quality judged by a model that read both prompts (E1).',
        'Regressed; measured by assertions on outputs of both prompts (E3).',
        'Keep the original: no rule knows how to improve it.',
        'Keep the original: no rewrite was better.',
        'Cancelled before a better text was found; the original is kept.',
        'The model provider failed before a better text was found; the original is kept.',
      ],
    );
  });
});
