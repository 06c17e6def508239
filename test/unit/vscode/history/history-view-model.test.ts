import assert from 'node:assert/strict';
import type { PromptSummary, Version } from '../../../../src/core/history/history-store.ts';
import {
  groupByFile,
  nodeId,
  promptIdOf,
  versionIdOf,
  type HistoryNode,
} from '../../../../src/vscode/history/history-nodes.ts';
import { viewOf, versionTitle, type Wording } from '../../../../src/vscode/history/history-view-model.ts';
import { versionFileName } from '../../../../src/vscode/history/version-file-name.ts';

const WORDING: Wording = {
  translate: (text, ...values) =>
    text.replaceAll(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)])),
  formatTime: (time) => new Date(time).toISOString().slice(0, 16),
};

const PROMPT: PromptSummary = {
  id: 'p1',
  file: 'src/agents/bot.py',
  line: 12,
  symbolPath: 'SYSTEM',
  name: 'SYSTEM',
  form: 'triple-quoted',
  language: 'python',
  versionCount: 3,
  lastChangedAt: Date.UTC(2026, 0, 2, 3, 4),
  currentHash: 'h',
  isFavorite: false,
  pendingReviews: 0,
};

const VERSION: Version = {
  id: 'v1',
  promptId: 'p1',
  createdAt: Date.UTC(2026, 0, 2, 3, 4),
  origin: 'candidate',
  textHash: 'h',
  tokens: { value: 240, provenance: 'tokenizer', encoding: 'o200k_base' },
  quality: { value: 71.25, tier: 'E0' },
  verdict: 'improved',
  runId: 'r',
  outcome: null,
  note: null,
  review: null,
  name: null,
  comment: null,
  tags: [],
  isPinned: false,
  basis: { id: 'v0', tokens: { value: 312, provenance: 'tokenizer', encoding: 'o200k_base' } },
};

function versionNode(changes: Partial<Version> = {}, isCurrent = false): HistoryNode {
  return { kind: 'version', prompt: PROMPT, version: { ...VERSION, ...changes }, isCurrent };
}

const describeVersion = (changes: Partial<Version> = {}, isCurrent = false): string =>
  viewOf(versionNode(changes, isCurrent), WORDING).description;

describe('viewOf', () => {
  it('shows a version with time, tokens and their change, verdict and tier', () => {
    assert.deepEqual(viewOf(versionNode(), WORDING), {
      label: 'Candidate',
      description: '2026-01-02T03:04 · 240 tokens (−72) · improved · E0',
      details: [
        { name: 'Origin', value: 'Candidate' },
        { name: 'Time', value: '2026-01-02T03:04' },
        { name: 'Tokens', value: '240 (counted, o200k_base)' },
        { name: 'Quality', value: '71.3 of 100 (E0)' },
        { name: 'Verdict', value: 'improved' },
      ],
      icon: 'lightbulb',
      contextValue: 'version restorable comparable unpinned',
      accessibleLabel: 'Candidate, 2026-01-02T03:04, 240 tokens (−72), improved · E0',
    });
  });

  it('marks the current version in words, and does not offer to restore it', () => {
    const view = viewOf(versionNode({ origin: 'applied', outcome: 'applied' }, true), WORDING);
    assert.equal(view.description.startsWith('current · '), true);
    assert.equal(view.accessibleLabel.startsWith('Applied, current, '), true);
    assert.deepEqual(
      [view.icon, view.contextValue],
      ['circle-filled', 'version current comparable unpinned'],
    );
  });

  it('says nothing about what is unknown', () => {
    const unknown = { tokens: null, quality: null, verdict: null, basis: null, origin: 'edited' } as const;
    assert.equal(describeVersion(unknown), '2026-01-02T03:04');
    const { details, contextValue } = viewOf(versionNode(unknown), WORDING);
    assert.deepEqual(details.slice(2), [
      { name: 'Tokens', value: 'unknown' },
      { name: 'Quality', value: 'unknown' },
    ]);
    assert.equal(contextValue, 'version restorable unpinned');
  });

  it('gives no difference of tokens that were counted in different ways', () => {
    const basis = {
      id: 'v0',
      tokens: { value: 312, provenance: 'exact', encoding: 'o200k_base' },
    } as const;
    assert.equal(describeVersion({ basis }), '2026-01-02T03:04 · 240 tokens · improved · E0');
    // An estimate for a model is a count by the same encoding.
    const estimated = { ...basis, tokens: { ...basis.tokens, provenance: 'estimate' as const } };
    assert.match(describeVersion({ basis: estimated }), /240 tokens \(−72\)/);
  });

  it('signs every difference', () => {
    const after = (value: number): string =>
      describeVersion({ tokens: { value, provenance: 'tokenizer', encoding: 'o200k_base' }, quality: null });
    assert.equal(after(312), '2026-01-02T03:04 · 312 tokens (±0)');
    assert.equal(after(313), '2026-01-02T03:04 · 313 tokens (+1)');
    assert.equal(after(1), '2026-01-02T03:04 · 1 token (−311)');
  });

  it('never shows a verdict without its tier', () => {
    assert.equal(describeVersion({ quality: null }), '2026-01-02T03:04 · 240 tokens (−72)');
  });

  it('says when the edit behind a version was refused, undone or never confirmed', () => {
    const applied = { origin: 'applied', tokens: null, quality: null } as const;
    assert.equal(describeVersion({ ...applied, outcome: 'refused' }), '2026-01-02T03:04 · refused');
    assert.equal(describeVersion({ ...applied, outcome: 'undone' }), '2026-01-02T03:04 · undone');
    assert.equal(describeVersion({ ...applied, outcome: 'pending' }), '2026-01-02T03:04 · not confirmed');
    assert.equal(describeVersion({ ...applied, outcome: 'applied' }), '2026-01-02T03:04');
  });

  it('shows files with their folder and prompts with the number of their versions', () => {
    const [file] = groupByFile([PROMPT, { ...PROMPT, id: 'p2', name: null, versionCount: 1 }]);
    assert.ok(file);
    const views = [file, ...file.prompts].map((node) => viewOf(node, WORDING));
    assert.deepEqual(
      views.map(({ label, description, accessibleLabel }) => ({ label, description, accessibleLabel })),
      [
        { label: 'bot.py', description: 'src/agents', accessibleLabel: 'bot.py, src/agents, 2 prompts' },
        { label: 'SYSTEM', description: '3 versions', accessibleLabel: 'SYSTEM, 3 versions' },
        { label: 'Line 12', description: '1 version', accessibleLabel: 'Line 12, 1 version' },
      ],
    );
  });

  it('counts what is not listed yet', () => {
    const older = (hiddenCount: number): string =>
      viewOf({ kind: 'older', prompt: PROMPT, hiddenCount }, WORDING).label;
    assert.deepEqual([older(1), older(20)], ['Show 1 older version', 'Show 20 older versions']);
  });
});

describe('nodes of the history', () => {
  it('have identifiers of their own that stay when the numbers change', () => {
    const nodes: readonly HistoryNode[] = [
      ...groupByFile([PROMPT]),
      { kind: 'prompt', prompt: PROMPT },
      versionNode(),
      { kind: 'older', prompt: PROMPT, hiddenCount: 3 },
    ];
    assert.equal(new Set(nodes.map(nodeId)).size, nodes.length);
    assert.equal(nodeId(versionNode({ outcome: 'undone' }, true)), nodeId(versionNode()));
  });

  it('are understood as arguments of commands, and nothing else is', () => {
    assert.equal(versionIdOf(versionNode()), 'v1');
    assert.equal(versionIdOf('v1'), 'v1');
    assert.equal(promptIdOf(versionNode()), 'p1');
    for (const other of [undefined, null, 3, {}, { version: null }, { version: { id: 3 } }, { prompt: {} }]) {
      assert.equal(versionIdOf(other), null);
      assert.equal(promptIdOf(other), null);
    }
  });
});

describe('versionFileName', () => {
  it('names prompt, origin and time, and shows a prompt of code as Markdown', () => {
    assert.equal(versionFileName(PROMPT, VERSION, WORDING), 'SYSTEM (Candidate, 2026-01-02T03:04).md');
  });

  it('keeps the ending of a prompt file, which decides on its language', () => {
    const prompt = { ...PROMPT, form: 'file', file: 'prompts/review.prompt.md' } as const;
    assert.equal(versionFileName(prompt, VERSION, WORDING), 'review (Candidate, 2026-01-02T03:04).prompt.md');
  });

  it('holds no separator, whatever the prompt is called', () => {
    const name = versionFileName({ ...PROMPT, name: '../../etc/passwd\n\\x' }, VERSION, WORDING);
    assert.doesNotMatch(name, /[/\\\n]/u);
  });

  it('carries the title of the version', () => {
    assert.equal(versionTitle({ ...VERSION, origin: 'restored' }, WORDING), 'Restored, 2026-01-02T03:04');
  });
});
