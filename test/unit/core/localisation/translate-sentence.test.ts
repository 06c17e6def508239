import assert from 'node:assert/strict';
import { translateSentence } from '../../../../src/core/localisation/translate-sentence.ts';

const russian = {
  tag: 'ru',
  texts: {
    'All rounds were used.': 'Все раунды использованы.',
    '{0} does not change what the model does.': '{0} не меняет того, что делает модель.',
    'The model {0} at {1} {2}: {3}': 'Модель {0} по адресу {1} {2}: {3}',
    'This contradicts “{0}”.': 'Это противоречит «{0}».',
    'Missing or changed': 'Отсутствует или изменено',
    '{0} tokens': 'токенов: {0}',
    '{0} candidates': '{0} кандидата',
    '{0} candidates#many': '{0} кандидатов',
    '{0} candidates lead: {1}': 'Ведут {0} кандидата: {1}',
    '{0} candidates lead: {1}#many': 'Ведут {0} кандидатов: {1}',
    '{1} after {0}, see there': '{1} после {0}, см. там',
  },
};

const translated = (sentence: string): string => translateSentence(russian, sentence);

describe('a sentence of the core', () => {
  it('is translated whole, or by the template that it was made from', () => {
    assert.equal(translated('All rounds were used.'), 'Все раунды использованы.');
    assert.equal(
      translated('“please” does not change what the model does.'),
      '“please” не меняет того, что делает модель.',
    );
    assert.equal(translated('x after y, see there'), 'x после y, см. там');
    assert.equal(translated('5 candidates'), '5 кандидатов');
  });

  it('is translated sentence by sentence, what is unknown staying as it is', () => {
    assert.equal(
      translated('This contradicts “Be brief”. Somebody said so. All rounds were used.'),
      'Это противоречит «Be brief». Somebody said so. Все раунды использованы.',
    );
    assert.equal(
      translated('“Please” does not change what the model does. “so” does not change what the model does.'),
      '“Please” не меняет того, что делает модель. “so” не меняет того, что делает модель.',
    );
    assert.equal(translated('Missing or changed: {{name}}, 3.'), 'Отсутствует или изменено: {{name}}, 3.');
  });

  it('is not guessed from a template that says too little', () => {
    assert.equal(translated('This long sentence is about tokens'), 'This long sentence is about tokens');
    assert.equal(translated('Nobody knows how it costs 3 tokens'), 'Nobody knows how it costs 3 tokens');
    assert.equal(translated('constructor'), 'constructor');
  });

  it('translates values that are texts of ours, once, and no words between quotation marks', () => {
    assert.equal(
      translated('1,200 candidates lead: 7 candidates'),
      'Ведут 1\u00a0200 кандидатов: 7 кандидатов',
    );
    assert.equal(
      translated('5 candidates lead: This contradicts “5 candidates”.'),
      'Ведут 5 кандидатов: Это противоречит «5 candidates».',
    );
    assert.equal(
      translated('5 candidates lead: 6 candidates lead: 7 candidates'),
      'Ведут 5 кандидатов: Ведут 6 кандидатов: 7 candidates',
    );
    assert.equal(
      translated('5 candidates lead: All rounds were used'),
      'Ведут 5 кандидатов: Все раунды использованы',
    );
    assert.equal(translated('5 candidates lead: 0.310'), 'Ведут 5 кандидатов: 0,310');
    assert.equal(translated('2.5 candidates'), '2,5 кандидата');
  });

  it('ends a value where sentences follow that are known by heart', () => {
    assert.equal(
      translated('5 candidates lead: one. Or two. All rounds were used.'),
      'Ведут 5 кандидатов: one. Or two. Все раунды использованы.',
    );
  });

  it('may stand behind the place that it is about', () => {
    assert.equal(
      translated('cases/tests.yaml:12: This contradicts “a: b”. All rounds were used.'),
      'cases/tests.yaml:12: Это противоречит «a: b». Все раунды использованы.',
    );
    assert.equal(translated('tests.yaml:12: Somebody said so.'), 'tests.yaml:12: Somebody said so.');
  });

  it('keeps what stays English apart where one reads from right to left', () => {
    const hebrew = { tag: 'he', texts: { 'The file {0} has {1} lines.': 'בקובץ {0} יש {1} שורות.' } };
    assert.equal(
      translateSentence(hebrew, 'The file a b.ts has 12 lines. Nobody knows.'),
      'בקובץ \u2068a b.ts\u2069 יש 12 שורות. \u2068Nobody knows\u2069.',
    );
    assert.equal(translateSentence(hebrew, 'Nobody knows.'), 'Nobody knows.');
  });

  it('never fills a value as a template, and stays fast on any text', () => {
    assert.equal(translated('This contradicts “{0}”.'), 'Это противоречит «{0}».');
    const started = performance.now();
    translated('a. '.repeat(600));
    translated('x'.repeat(250_000));
    translated('5 candidates lead: '.repeat(100));
    translated('1 '.repeat(999));
    translated(': '.repeat(999));
    translated('a:1: '.repeat(400));
    assert.ok(performance.now() - started < 200);
  });
});
