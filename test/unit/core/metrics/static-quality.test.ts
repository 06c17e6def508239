import assert from 'node:assert/strict';
import { defaultRubricWeights } from '../../../../src/core/metrics/rubric-weights.ts';
import { measureDemand, scoreStaticQuality } from '../../../../src/core/metrics/static-quality.ts';
import type { Category, Severity } from '../../../../src/core/model.ts';
import { finding, score, subject } from './subjects.ts';

const reviewer = `You review code changes for a payments team.

## Task
Review the diff below and list every bug that can lose money or data.

## Rules
- Report at most 10 issues, the most severe first.
- Ignore style and naming.
- If the diff has no bug, return an empty array.
- Check each issue against the code before you answer.

## Output
Return only a JSON array of objects with the keys "file", "line", "severity" (low, medium, high) and "why".

Example: [{"file": "a.ts", "line": 3, "severity": "high", "why": "The amount is read as text."}]

<diff>
{diff}
</diff>`;

describe('scoreStaticQuality', () => {
  it('gives an empty prompt nothing', () => {
    for (const text of ['', '   \n\t', '<!-- nothing -->']) assert.equal(score(text), 0);
  });

  it('is deterministic and of tier E0, with every dimension in [0, 1]', () => {
    const first = scoreStaticQuality(subject(reviewer));
    assert.deepEqual(scoreStaticQuality(subject(reviewer)), first);
    assert.equal(first.tier, 'E0');
    for (const value of Object.values(first.dimensions)) assert.ok(value >= 0 && value <= 1, String(value));
  });

  it('does not punish a short closed task for lacking ceremony', () => {
    for (const text of [
      'Translate {text} to French.',
      'Summarize {text}',
      'What is the capital of {country}?',
      'Fix the spelling in this sentence: {sentence}',
    ]) {
      assert.ok(score(text) >= 90, `${text}: ${score(text)}`);
    }
  });

  it('asks more of an open task than of a closed one', () => {
    assert.ok(score('Write a blog post about AI.') < 70);
    assert.ok(
      score('Write a blog post about AI for beginners. Use at most 300 words and avoid jargon.') >
        score('Write a blog post about AI.') + 15,
    );
  });

  it('scores a vague request and a bare role low', () => {
    for (const text of ['Write something good.', 'Help me with my stuff', 'You are a helpful assistant.']) {
      assert.ok(score(text) < 45, `${text}: ${score(text)}`);
    }
  });

  it('scores a complete prompt above every prompt that lacks one of its parts', () => {
    const full = score(reviewer);
    assert.ok(full > 90);
    for (const part of [/## Rules\n(?:- .*\n)+/u, /## Output\n.*\n/u]) {
      const less = reviewer.replace(part, '');
      assert.notEqual(less, reviewer);
      const demand = measureDemand(subject(reviewer));
      assert.ok(scoreStaticQuality({ ...subject(less), demand }).value < full, String(part));
    }
  });

  it('falls when the whole task is deleted', () => {
    const rest = 'You are an editor. Be concise. Never use jargon. Answer in JSON with the key "text".';
    const whole = `${rest} Rewrite the text below for children.\n\n{text}`;
    assert.ok(score(rest) < score(whole) - 20);
    assert.ok(score('Answer in JSON. Be brief.') < 40);
  });

  it('does not reward length: padding with new words never raises the score', () => {
    const padding = ' The weather was mild that day and the river ran along quietly under old stone bridges.';
    for (const text of ['Translate {text} to French.', 'Write a blog post about AI.', reviewer]) {
      assert.ok(score(text + padding) <= score(text), text);
    }
  });

  it('does not count placeholder names as words of the prompt', () => {
    assert.ok(score('Sentiment: {review}') < score('Classify the sentiment: {review}'));
  });

  it('takes cues only from lines that say something', () => {
    const text = 'Write a blog post about AI.';
    assert.equal(score(`${text}\nMust!\nOnly!\nJSON!`) > score(text) + 5, false);
  });

  it('believes a text in another language where the word lists say nothing', () => {
    for (const text of [
      'Übersetze den folgenden Text ins Französische und achte auf die richtigen Fachbegriffe: {text}',
      '将以下文本翻译成法语：{text}',
      'Переведи следующий текст на французский язык: {text}',
    ]) {
      assert.ok(score(text) > 85, `${text}: ${score(text)}`);
    }
  });

  it('reads a prompt that stands as a whole inside a fence', () => {
    assert.ok(score('```\nTranslate {text} to French.\n```') > 80);
  });

  it('ignores the task of a comment and of fenced data', () => {
    assert.ok(score('<!-- Summarize the text. --> {text}') < 50);
    assert.ok(score('The log of the day.\n```\nSummarize the text.\n```') < 50);
  });

  it('lowers the dimension of each finding by its severity, less and less', () => {
    const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
    const byCategory: Readonly<Record<Category, keyof typeof defaultRubricWeights>> = {
      clarity: 'clarity',
      structure: 'structure',
      constraints: 'constraints',
      'output-contract': 'outputContract',
      consistency: 'consistency',
      economy: 'economy',
      safety: 'constraints',
    };
    const clean = scoreStaticQuality(subject(reviewer)).dimensions;
    for (const [category, name] of Object.entries(byCategory)) {
      const losses = severities.map((severity) => {
        const one = finding(category as Category, severity);
        const once = clean[name] - scoreStaticQuality(subject(reviewer, [one])).dimensions[name];
        const twice = clean[name] - scoreStaticQuality(subject(reviewer, [one, one])).dimensions[name];
        assert.ok(twice > once && twice < 2 * once, `${category} ${severity}`);
        return once;
      });
      assert.deepEqual(
        losses,
        [...losses].sort((a, b) => a - b),
      );
    }
  });

  it('takes the same share for a finding in a short and in a long prompt', () => {
    const share = (text: string) =>
      scoreStaticQuality(subject(text, [finding('consistency', 'warning')])).dimensions.consistency /
      scoreStaticQuality(subject(text)).dimensions.consistency;
    assert.ok(Math.abs(share('Translate {text} to French.') - share(reviewer)) < 1e-12);
  });

  it('follows the weights it is given', () => {
    const onlyEconomy = {
      ...defaultRubricWeights,
      clarity: 0,
      structure: 0,
      constraints: 0,
      outputContract: 0,
    };
    const weights = { ...onlyEconomy, examples: 0, consistency: 0 };
    const { value, dimensions } = scoreStaticQuality(subject(reviewer), weights);
    assert.ok(Math.abs(value - 100 * dimensions.economy) < 0.01);
  });

  it('judges a rewrite by the demand of the original, so that dropping requirements does not pay', () => {
    const original =
      'Analyze the report and compare it with the last one. Draft a plan. Evaluate the risks for our board.';
    const demand = measureDemand(subject(original));
    const cut = 'Analyze the report.';
    assert.ok(scoreStaticQuality({ ...subject(cut), demand }).value < scoreStaticQuality(subject(cut)).value);
  });
});

describe('the output contract, as the rubric reads it', () => {
  const contractOf = (text: string) => scoreStaticQuality(subject(text)).dimensions.outputContract;

  it('knows announced fields, closed choices, named formats and limits', () => {
    const bare = contractOf('Analyze the query for our search team.');
    for (const addition of [
      'Given the query, output:\n1. keywords\n2. complexity',
      "Say whether it is 'simple' or 'complex'.",
      'Return JSON.',
      'Answer in at most three sentences.',
      'The tone is positive, negative or neutral.',
    ]) {
      assert.ok(contractOf(`Analyze the query for our search team.\n${addition}`) > bare, addition);
    }
  });

  it('takes a format that is not beside a word of answering for an input', () => {
    const text = 'Analyze the invoice. The JSON below was written by our shop.';
    assert.equal(
      contractOf(text) > contractOf('Analyze the invoice. The data below was written by our shop.'),
      false,
    );
  });
});
