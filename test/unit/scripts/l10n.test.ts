import assert from 'node:assert/strict';
import { collectStrings } from '../../../scripts/l10n/collect-strings.ts';
import { faultsOf, readTranslations, type Translation } from '../../../scripts/l10n/translations.ts';

describe('the translations', () => {
  const collected = collectStrings();

  it('can be read from the sources, every text of them', () => {
    assert.deepEqual(collected.unreadable, []);
    const texts = new Set(collected.strings.map(({ text }) => text));
    const joined =
      'At most {0} can be gained, and the answers to the same prompt differ so much that less than {1} could not be told from chance.';
    for (const known of [
      'Keep Original',
      'Show Log',
      'All rounds were used.',
      '{0} tokens',
      joined,
      '1 pair',
    ]) {
      assert.ok(texts.has(known), known);
    }
  });

  for (const translation of readTranslations(collected)) {
    it(`of ${translation.file} are whole: none missing, none unused, nothing broken`, () => {
      assert.ok(translation.wanted.size > 100);
      assert.deepEqual(faultsOf(translation), []);
    });
  }
});

describe('a fault in a translation', () => {
  const wanted = new Map([
    ['Run {0} of {1}', { place: 'a.ts:1', english: 'Run {0} of {1}' }],
    ['See `promptops.tests`.', { place: 'a.ts:2', english: 'See `promptops.tests`.' }],
  ]);
  const good = { 'Run {0} of {1}': 'Запуск {0} из {1}', 'See `promptops.tests`.': 'См. `promptops.tests`.' };
  const faults = (texts: Record<string, string>): readonly string[] =>
    faultsOf({ file: 'f', tag: 'ru', wanted, texts } satisfies Translation);

  it('is none when all is there', () => {
    assert.deepEqual(faults(good), []);
  });

  it('is a text that is missing, empty or used by nothing', () => {
    assert.deepEqual(faults({ 'Run {0} of {1}': 'Запуск {0} из {1}' }), [
      'f: no translation of "See `promptops.tests`." (a.ts:2)',
    ]);
    assert.match(faults({ ...good, 'Run {0} of {1}': ' ' }).join(), /is empty/);
    assert.deepEqual(faults({ ...good, Gone: 'Нет' }), ['f: nothing uses "Gone"']);
  });

  it('is no form that this language alone needs, but one that does not fit', () => {
    assert.deepEqual(faults({ ...good, 'Run {0} of {1}#few': 'Запуска {0} из {1}' }), []);
    assert.match(faults({ ...good, 'Run {0} of {1}#few': 'Запуска {0}' }).join(), /became \{0\}/);
    assert.deepEqual(faults({ ...good, 'Run {0} of {1}#two': 'Запуска {0} из {1}' }), [
      'f: nothing uses "Run {0} of {1}#two"',
    ]);
  });

  it('is a value, a setting, markup or a direction mark that differs', () => {
    assert.match(faults({ ...good, 'Run {0} of {1}': 'Запуск {0}' }).join(), /\{0\},\{1\} became \{0\}/);
    assert.match(
      faults({ ...good, 'See `promptops.tests`.': 'См. `promptops.test`.' }).join(),
      /`promptops\.tests` became `promptops\.test`/,
    );
    assert.match(faults({ ...good, 'Run {0} of {1}': '<b>{0}</b> из {1}' }).join(), /became <\/b>,<b>/);
    assert.match(faults({ ...good, 'Run {0} of {1}': '\u202e{0} из {1}' }).join(), /direction mark/);
  });
});
