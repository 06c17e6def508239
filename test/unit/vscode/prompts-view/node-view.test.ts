import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Ranked } from '../../../../src/core/inventory/inventory.ts';
import { viewOfNode } from '../../../../src/vscode/prompts-view/node-view.ts';
import {
  entryOf,
  type PromptEntry,
  type PromptsNode,
} from '../../../../src/vscode/prompts-view/prompt-entry.ts';

const translate = (text: string, ...values: readonly (string | number)[]): string =>
  text.replaceAll(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)]));

const uri = { path: '/src/bot.py' } as vscode.Uri;
const dimensions = {
  clarity: 1,
  structure: 1,
  constraints: 1,
  outputContract: 1,
  examples: 1,
  consistency: 1,
  economy: 1,
};
const entry: Ranked<PromptEntry> = {
  uri,
  file: 'src/bot.py',
  line: 12,
  name: 'SYSTEM_PROMPT',
  symbolPath: ['SYSTEM_PROMPT'],
  tokens: 312,
  findings: 1,
  quality: { value: 61.23, tier: 'E0', dimensions },
  preview: 'You are a support\n  agent.',
  reasons: ['named "SYSTEM_PROMPT"', 'speaks to "you"'],
  priority: 87.4,
};
const node = (changes: Partial<Ranked<PromptEntry>> = {}): PromptsNode => ({
  kind: 'prompt',
  id: 'prompt:1',
  entry: { ...entry, ...changes },
});

describe('a line of the Prompts view', () => {
  it('says name, place, tokens and findings', () => {
    const { label, description, accessibleLabel } = viewOfNode(node(), translate);
    assert.equal(label, 'SYSTEM_PROMPT');
    assert.equal(description, 'src/bot.py:12 · 312 tokens · 1 finding');
    assert.equal(accessibleLabel, 'SYSTEM_PROMPT, src/bot.py:12, 312 tokens, 1 finding, priority 87');
  });

  it('explains in its hover where the numbers come from', () => {
    const details = viewOfNode(node(), translate).details.map(({ name, value }) => `${name}: ${value}`);
    assert.ok(details.includes('Quality: 61.2 of 100 (E0)'));
    assert.ok(details.includes('Priority: 87 of 100'));
    assert.ok(details.includes('Taken for a prompt because: named "SYSTEM_PROMPT", speaks to "you"'));
  });

  it('shows the first words of a prompt without a name, never a long line', () => {
    assert.equal(viewOfNode(node({ name: null }), translate).label, 'You are a support agent.');
    const { label } = viewOfNode(node({ name: 'x'.repeat(500) }), translate);
    assert.equal(label.length, 60);
  });

  it('says why a file was skipped', () => {
    const skipped = { uri, file: 'src/bundle.js', reason: 'minified' } as const;
    assert.equal(viewOfNode({ kind: 'skipped', files: [skipped] }, translate).label, '1 file skipped');
    const { label, description } = viewOfNode({ kind: 'skipped-file', skipped }, translate);
    assert.deepEqual([label, description], ['src/bundle.js', 'minified']);
  });
});

describe('entryOf', () => {
  it('gives the prompt of a node and nothing for anything else', () => {
    assert.equal(entryOf(node())?.name, 'SYSTEM_PROMPT');
    for (const other of [undefined, null, 1, 'prompt', {}, { kind: 'skipped', files: [] }])
      assert.equal(entryOf(other), undefined);
  });
});
