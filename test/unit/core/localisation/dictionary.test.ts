import assert from 'node:assert/strict';
import {
  english,
  fillText,
  isRightToLeft,
  knownTag,
  pluralTextIn,
  textIn,
} from '../../../../src/core/localisation/dictionary.ts';

describe('a language', () => {
  const russian = {
    tag: 'ru',
    texts: {
      '{0} runs': '{0} запуска',
      '{0} runs#one': '{0} запуск',
      '{0} runs#few': '{0} запуска',
      '{0} runs#many': '{0} запусков',
    },
  };

  it('has the form that goes with a number by its own rules', () => {
    const forms = [1, 2, 5, 11, 21, 22, 1.5].map((number) => pluralTextIn(russian, '{0} runs', number));
    assert.deepEqual(forms, [
      '{0} запуск',
      '{0} запуска',
      '{0} запусков',
      '{0} запусков',
      '{0} запуск',
      '{0} запуска',
      '{0} запуска',
    ]);
    assert.equal(pluralTextIn(russian, '{0} files', 2), null);
  });

  it('falls back to English, also for names that every object has', () => {
    assert.equal(textIn(english, 'Apply'), 'Apply');
    assert.equal(textIn(russian, 'constructor'), 'constructor');
  });

  it('fills values once each, as they are', () => {
    assert.equal(fillText('{1} of {0}', ['{1}', 2]), '2 of {1}');
    assert.equal(fillText('{0}', ['$&']), '$&');
  });

  it('knows its direction, whatever its region, and survives a tag that is none', () => {
    assert.deepEqual(['he', 'he-IL', 'ar', 'en', 'ru', 'header'].map(isRightToLeft), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    assert.equal(knownTag('not a tag'), 'en');
    assert.equal(knownTag('zh-cn'), 'zh-CN');
  });
});
