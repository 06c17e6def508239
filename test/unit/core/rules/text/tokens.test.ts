import assert from 'node:assert/strict';
import { createRuleContext } from '../../../../../src/core/rules/find-findings.ts';

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });
const keysOf = (text: string): string[] => contextOf(text).tokens.map(({ key }) => key);
const gapsOf = (text: string): string[] => contextOf(text).tokens.map(({ gap }) => gap);

describe('cutting a prompt into tokens', () => {
  it('gives words in small letters with straight apostrophes and rows of one mark', () => {
    assert.deepEqual(keysOf('Don’t STOP here, ok!!!'), ["don't", 'stop', 'here', ',', 'ok', '!!!']);
    assert.deepEqual(keysOf('naïve user_name x2'), ['naïve', 'user_name', 'x2']);
    assert.deepEqual(keysOf('👩‍💻 你好。'), ['👩', '‍', '💻', '你好', '。']);
  });

  it('covers a protected span with tokens that no rule can read', () => {
    const kinds = contextOf('Greet {name} and `run`.').tokens.map(({ kind, key }) => [kind, key]);
    assert.deepEqual(kinds, [
      ['word', 'greet'],
      ['protected', ''],
      ['word', 'and'],
      ['protected', ''],
      ['punctuation', '.'],
    ]);
  });

  it('leaves out list markers, heading marks, rulers and fenced lines', () => {
    assert.deepEqual(keysOf('# Title\n\n- one\n1. two\n\n---\n\n```\ncode\n```\n'), ['title', 'one', 'two']);
  });

  it('tells a wrapped line from one that stands for itself', () => {
    assert.deepEqual(gapsOf('Read\nthe text'), ['block', 'soft', 'space']);
    assert.deepEqual(gapsOf('Read.\nThe text'), ['block', 'none', 'hard', 'space']);
    assert.deepEqual(gapsOf('Read\n\nthe text'), ['block', 'block', 'space']);
  });

  it('knows how a word is written', () => {
    const shapes = contextOf('a Word in CAPS or camelCase').tokens.map(({ shape }) => shape);
    assert.deepEqual(shapes, ['lower', 'capitalised', 'lower', 'upper', 'lower', 'mixed']);
  });
});

describe('cutting tokens into sentences', () => {
  const sentencesOf = (text: string): string[] =>
    contextOf(text).sentences.map(({ span }) => text.slice(span.start, span.end));

  it('ends them at full stops, blocks and lines that stand for themselves', () => {
    assert.deepEqual(sentencesOf('Read it. Then stop!\nNext line\n- item one\n- item two'), [
      'Read it.',
      'Then stop!',
      'Next line',
      'item one',
      'item two',
    ]);
  });

  it('does not end them at abbreviations, decimals and file names', () => {
    assert.deepEqual(sentencesOf('Use e.g. this, see fig. two, v1.2 or a.txt, etc. and go on.').length, 1);
    assert.deepEqual(sentencesOf('Answer yes or no. Use tables etc. Then stop.').length, 3);
  });

  it('finds the first word behind bullets and marks of emphasis', () => {
    const context = contextOf('One. - Please go. **Please** stop.');
    const starts = [...context.sentenceStarts].map((index) => context.tokens[index]?.key);
    assert.deepEqual(starts, ['one', '-', 'please', '**', 'please']);
  });
});
