import assert from 'node:assert/strict';
import {
  assignIdentities,
  type KnownPrompt,
  type SeenPrompt,
} from '../../../../src/core/history/identity.ts';

const REVIEW =
  'You are a careful code reviewer. Read the diff below and list every defect you can prove, worst first.';
const REVIEW_EDITED =
  'You are a careful code reviewer. Read the diff below and list each defect you can prove, the worst first.';
const SUMMARY =
  'Summarise the following ticket for a support agent in at most five short bullet points: {ticket}';
const TRANSLATE =
  'Translate the text into {language}. Keep names, numbers and code exactly as they are written.';

function seen(symbolPath: string, text: string, file = 'a.py'): SeenPrompt {
  return { file, symbolPath, text };
}

function known(id: string, symbolPath: string, texts: readonly string[], file = 'a.py'): KnownPrompt {
  return { id, file, symbolPath, texts };
}

describe('assignIdentities', () => {
  it('gives null to prompts that were never seen', () => {
    assert.deepEqual(assignIdentities([seen('REVIEW', REVIEW)], []), [null]);
  });

  it('knows a prompt by its name, however much its text has changed', () => {
    assert.deepEqual(assignIdentities([seen('REVIEW', SUMMARY)], [known('1', 'REVIEW', [REVIEW])]), ['1']);
  });

  it('knows a prompt whose variable was renamed by its text', () => {
    assert.deepEqual(assignIdentities([seen('CHECK', REVIEW)], [known('1', 'REVIEW', [REVIEW])]), ['1']);
  });

  it('knows a prompt that was renamed and edited by its similar text', () => {
    assert.deepEqual(assignIdentities([seen('CHECK', REVIEW_EDITED)], [known('1', 'REVIEW', [REVIEW])]), [
      '1',
    ]);
  });

  it('recognises an earlier text of a prompt, as after undo', () => {
    const tracked = [known('1', '', ['Something else altogether, shorter.', REVIEW])];
    assert.deepEqual(assignIdentities([seen('', REVIEW)], tracked), ['1']);
  });

  it('does not take a different text at another place for the same prompt', () => {
    assert.deepEqual(assignIdentities([seen('SUMMARY', SUMMARY)], [known('1', 'REVIEW', [REVIEW])]), [null]);
  });

  it('leaves the history with the prompt that kept its name when its text was copied', () => {
    const now = [seen('COPY', REVIEW), seen('REVIEW', SUMMARY)];
    assert.deepEqual(assignIdentities(now, [known('1', 'REVIEW', [REVIEW])]), [null, '1']);
  });

  it('gives one tracked prompt to one prompt only', () => {
    const now = [seen('', REVIEW), seen('', REVIEW)];
    assert.deepEqual(assignIdentities(now, [known('1', '', [REVIEW])]), ['1', null]);
  });

  it('tells prompts of one function apart by their texts when one was removed', () => {
    const tracked = [known('1', 'main', [REVIEW]), known('2', 'main', [SUMMARY])];
    assert.deepEqual(assignIdentities([seen('main', SUMMARY)], tracked), ['2']);
  });

  it('does not give the only tracked prompt of a function to a new one in the same function', () => {
    const now = [seen('main', TRANSLATE), seen('main', REVIEW)];
    assert.deepEqual(assignIdentities(now, [known('1', 'main', [REVIEW])]), [null, '1']);
  });

  it('lets two swapped texts stay with their names', () => {
    const tracked = [known('1', 'REVIEW', [REVIEW]), known('2', 'SUMMARY', [SUMMARY])];
    const now = [seen('REVIEW', SUMMARY), seen('SUMMARY', REVIEW)];
    assert.deepEqual(assignIdentities(now, tracked), ['1', '2']);
  });

  it('follows a text out of a file that is gone', () => {
    const tracked = [known('1', 'REVIEW', [REVIEW], 'old.py')];
    assert.deepEqual(assignIdentities([seen('CHECK', REVIEW, 'new.py')], tracked), ['1']);
  });

  it('follows a merely similar text out of a file that is gone only under the same name', () => {
    const tracked = [known('1', 'REVIEW', [REVIEW], 'old.py')];
    assert.deepEqual(assignIdentities([seen('REVIEW', REVIEW_EDITED, 'new.py')], tracked), ['1']);
    assert.deepEqual(assignIdentities([seen('CHECK', REVIEW_EDITED, 'new.py')], tracked), [null]);
  });

  it('prefers the prompt of the same file to one of a file that is gone', () => {
    const tracked = [known('1', 'A', [REVIEW], 'old.py'), known('2', 'B', [REVIEW], 'a.py')];
    assert.deepEqual(assignIdentities([seen('C', REVIEW)], tracked), ['2']);
  });

  it('compares texts without spaces between words, and short ones', () => {
    const before = '请用简洁的中文总结下面的文章，并列出三个要点，不要添加原文没有的信息。';
    const after = '请用简洁的中文总结下面的文章，并列出五个要点，不要添加原文没有的信息。';
    assert.deepEqual(assignIdentities([seen('B', after)], [known('1', 'A', [before])]), ['1']);
    assert.deepEqual(assignIdentities([seen('B', 'Hi')], [known('1', 'A', ['Yo'])]), [null]);
    assert.deepEqual(assignIdentities([seen('B', '')], [known('1', 'A', ['Some text'])]), [null]);
  });

  it('stays fast on long texts and many prompts', () => {
    const long = Array.from({ length: 25_000 }, (_, index) => `word${index} `).join('');
    const now = Array.from({ length: 30 }, (_, index) => seen(`new${index}`, `${index} ${long}`));
    const tracked = Array.from({ length: 30 }, (_, index) =>
      known(`${index}`, `old${index}`, [`${index}! ${long}`]),
    );
    const startedAt = performance.now();
    const ids = assignIdentities(now, tracked);
    assert.equal(new Set(ids).size, 30);
    assert.ok(performance.now() - startedAt < 8000, `${performance.now() - startedAt} ms`);
  });
});
