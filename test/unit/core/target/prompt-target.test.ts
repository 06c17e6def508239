import assert from 'node:assert/strict';
import type { PromptSite } from '../../../../src/core/source/prompt-site.ts';
import {
  fragmentTarget,
  lineAt,
  locationOfTarget,
  promptOfTarget,
  sourceOfSpan,
  spanOfTarget,
} from '../../../../src/core/target/prompt-target.ts';
import { encodeTarget } from '../../../../src/core/target/encode-target.ts';
import { parser, siteAround } from '../source/support.ts';

const path = 'a.ts';
const source =
  '\ufeff// 😀\nconst prompt = `You are a translator.\\u00e9 Translate ${user.text} to \\u{1F600} French now.`;\n';

describe('fragmentTarget', () => {
  let site: PromptSite;
  before(async () => {
    site = await siteAround(path, source, 'translator');
  });

  /** The text that a selection from `from` to behind `to` stands for; null when it stands for nothing. */
  function selected(from: string, to: string): string | null {
    const start = source.indexOf(from);
    const end = source.indexOf(to, start) + to.length;
    const target = fragmentTarget(site, { start, end });
    return target === null ? null : promptOfTarget(target).text;
  }

  it('takes a selection at its word', () => {
    assert.equal(selected('You are', 'translator.'), 'You are a translator.');
  });

  it('widens it to whole escapes', () => {
    assert.equal(selected('0e9 Translate', 'Translate'), 'é Translate');
    assert.equal(selected('to \\u{1F', '\\u{1F'), 'to 😀');
  });

  it('widens it to whole interpolations and says where they are', () => {
    const start = source.indexOf('text}');
    const target = fragmentTarget(site, { start, end: start + 'text} to'.length });
    assert.ok(target);
    const prompt = promptOfTarget(target);
    assert.equal(prompt.text, '${user.text} to');
    assert.deepEqual(prompt.interpolations, [{ start: 0, end: '${user.text}'.length }]);
  });

  it('is the whole prompt for the whole literal, with or without its quotes', () => {
    const { start, end } = site.span;
    for (const inset of [0, 1]) {
      assert.equal(fragmentTarget(site, { start: start + inset, end: end - inset })?.kind, 'site');
    }
  });

  it('is nothing for white space, an empty selection, or one that leaves the literal', () => {
    const space = source.indexOf(' are a');
    assert.equal(fragmentTarget(site, { start: space, end: space + 1 }), null);
    assert.equal(fragmentTarget(site, { start: space + 1, end: space + 1 }), null);
    assert.equal(fragmentTarget(site, { start: site.span.start - 1, end: space }), null);
    assert.equal(fragmentTarget(site, { start: space, end: site.span.end + 1 }), null);
  });

  it('is written back alone, with the rest of the literal as it was', async () => {
    const start = source.indexOf('Translate $');
    const target = fragmentTarget(site, { start, end: start + 'Translate'.length });
    assert.ok(target);
    const result = await encodeTarget({ target, path, source, text: 'Turn', parser });
    assert.ok(result.kind === 'written');
    assert.equal(result.source, source.replace('Translate $', 'Turn $'));
  });

  it('knows where it stands', () => {
    const start = source.indexOf('Translate $');
    const target = fragmentTarget(site, { start, end: start + 5 });
    assert.ok(target);
    assert.deepEqual(locationOfTarget(target, { file: 'shown.ts', source }), {
      file: 'shown.ts',
      line: 2,
      name: 'prompt',
      form: 'template',
    });
    assert.deepEqual(spanOfTarget(target), site.span);
  });
});

describe('a target of plain text', () => {
  it('stands at its line and replaces its span alone', async () => {
    const text = 'one\ntwo\nthree';
    const target = { kind: 'text', span: { start: 4, end: 7 }, text: 'two' } as const;
    const place = { file: 'a.txt', source: text };
    assert.deepEqual(locationOfTarget(target, place), { file: 'a.txt', line: 2, name: null, form: 'file' });
    const result = await encodeTarget({ target, path: 'a.txt', source: text, text: '2', parser });
    assert.equal(result.kind === 'written' && result.source, 'one\n2\nthree');
  });
});

describe('the source of a span', () => {
  it('is found through escapes, in a part, and beside code that is filled in', async () => {
    const site = await siteAround(path, source, 'translator');
    const whole = { kind: 'site', site } as const;
    const read = (text: string, target: Parameters<typeof sourceOfSpan>[0] = whole): string => {
      const start = promptOfTarget(target).text.indexOf(text);
      const span = sourceOfSpan(target, { start, end: start + text.length });
      return source.slice(span.start, span.end);
    };
    assert.equal(read('é'), '\\u00e9');
    assert.equal(read('French now'), 'French now');
    const part = { kind: 'fragment', site, span: { start: 4, end: site.text.length } } as const;
    assert.equal(read('French now', part), 'French now');
    const text = { kind: 'text', span: { start: 10, end: 20 }, text: 'a selected' } as const;
    assert.deepEqual(sourceOfSpan(text, { start: 2, end: 4 }), { start: 12, end: 14 });
  });
});

describe('lineAt', () => {
  it('counts from 1 and gives a line break to the line it ends', () => {
    assert.deepEqual(
      [0, 3, 4, 7, 8].map((offset) => lineAt('one\ntwo\n', offset)),
      [1, 1, 2, 2, 3],
    );
  });
});

describe('encodeTarget', () => {
  it('gives new lines the line breaks of the prompt', async () => {
    const path = 'A.cs';
    const source = 'class A { string P = @"You are a judge.\r\nBe brief."; }\r\n';
    const site = await siteAround(path, source, 'judge');
    const text = 'You are a judge.\nUse a scale.\r\nBe brief.';
    const result = await encodeTarget({ target: { kind: 'site', site }, path, source, text, parser });
    assert.equal(result.kind === 'written' && result.source, source.replace('Be', 'Use a scale.\r\nBe'));
  });
});
