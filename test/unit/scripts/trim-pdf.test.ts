import assert from 'node:assert/strict';
import { withoutParts } from '../../../scripts/build/trim-pdf.ts';

const source = [
  'const first = 1;',
  ';// ./src/draw.js',
  'class Canvas { static make() {} }',
  'const { width: canvasWidth, height } = { width: 1, height: 2 };',
  'function draw() { return height; }',
  ';// ./src/text.js',
  'class Text extends Canvas {}',
  'export const answer = () => first;',
  'export const fault = () => draw();',
].join('\n');

describe('withoutParts', () => {
  it('leaves a part out; its names can be extended, and throw when they are called', async () => {
    const trimmed = withoutParts(source, [/^\.\/src\/draw\.js$/u]);
    assert.ok(!trimmed.includes('static make'));
    const module = (await import(`data:text/javascript,${encodeURIComponent(trimmed)}`)) as {
      answer: () => number;
      fault: () => unknown;
    };
    assert.equal(module.answer(), 1);
    assert.throws(module.fault, /draw is not part of this build/);
  });

  it('fails when the package has no part of that name any more', () => {
    assert.throws(() => withoutParts(source, [/^\.\/src\/gone\.js$/u]), /No part of pdfjs-dist is called/);
  });
});
