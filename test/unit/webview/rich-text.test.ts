import assert from 'node:assert/strict';

import type { Child } from '../../../webview/dom.ts';
import { h } from '../../../webview/dom.ts';
import { richOriginal, richText, visibleSpace } from '../../../webview/rich-text.ts';

/** The drawn text with the class of each mark in angle brackets. */
function shown(children: readonly Child[]): string {
  return h('p', {}, children)
    .children.map((node) =>
      typeof node === 'string' ? node : `<${node.attributes.get('class') ?? ''}>${shown(node.children)}</>`,
    )
    .join('');
}

const marks = { placeholders: ['{{name}}', '$NAME', '$NAMES', '(.*)+'], frozen: [{ start: 4, end: 9 }] };

describe('richText', () => {
  it('marks placeholders, the longest that fits', () => {
    assert.equal(
      shown(richText('Hi {{name}}, $NAMES (.*)+.', marks)),
      'Hi <placeholder>{{name}}</>, <placeholder>$NAMES</> <placeholder>(.*)+</>.',
    );
  });

  it('shows characters that cannot be seen by their number, and leaves joined emoji whole', () => {
    assert.equal(
      shown(richText('a\u202Eb\u0000c 👩\u200d💻\r\n', marks)),
      'a<hidden-character>U+202E</>b<hidden-character>U+0000</>c 👩\u200d💻\r\n',
    );
  });

  it('marks the frozen parts of a stretch, also those that are cut by its ends', () => {
    const text = '0123456789abc';
    assert.equal(shown(richOriginal(text, { start: 0, end: 13 }, marks)), '0123<frozen>45678</>9abc');
    assert.equal(shown(richOriginal(text, { start: 6, end: 8 }, marks)), '<frozen>67</>');
    assert.equal(shown(richOriginal(text, { start: 9, end: 13 }, marks)), '9abc');
  });

  it('is quick about a long text with many marks', () => {
    const started = performance.now();
    richText('{{name}} \u202E '.repeat(20_000), marks);
    assert.ok(performance.now() - started < 1000);
  });
});

describe('visibleSpace', () => {
  it('gives white space a shape', () => {
    assert.equal(visibleSpace(' \t\r\n'), '·→⏎\n');
  });
});
