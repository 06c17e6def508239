import assert from 'node:assert/strict';
import { inventoryOfFile } from '../../../../src/core/inventory/inventory-of-file.ts';
import { rankInventory } from '../../../../src/core/inventory/inventory.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import type { TokenCounter } from '../../../../src/core/ports.ts';
import { createFileResources } from '../../../../src/node/file-resources.ts';

const parser = createSourceParser(createFileResources('dist'));
const counter: TokenCounter = {
  encoding: 'o200k_base',
  count: (text) => text.split(/\s+/u).length,
  pieces: () => [],
};

const SOURCE = `import os

WEAK_PROMPT = "You are an agent. Please answer in order to help {customer}. Answer the the question."
STRONG_PROMPT = """You are a reviewer.
Answer with OK or REJECT only."""
`;

describe('inventoryOfFile', () => {
  it('gives the prompts of a file in plain data', async () => {
    const { prompts, skipped } = await inventoryOfFile({ path: 'a.py', source: SOURCE, parser, counter });
    assert.equal(skipped, null);
    assert.deepEqual(
      prompts.map(({ name, line, tokens }) => [name, line, tokens]),
      [
        ['WEAK_PROMPT', 3, 15],
        ['STRONG_PROMPT', 4, 10],
      ],
    );
    assert.ok(prompts[0]?.ruleIds.includes('PO020'));
    assert.deepEqual(structuredClone(prompts), prompts);
  });

  it('is ranked by what is to be gained and by its share of the tokens', async () => {
    const { prompts } = await inventoryOfFile({ path: 'a.py', source: SOURCE, parser, counter });
    const [prompt] = prompts;
    assert.ok(prompt);
    const variant = (value: number, tokens: number) => ({
      ...prompt,
      tokens,
      quality: { ...prompt.quality, value },
    });
    const [weak, strong, long] = rankInventory([variant(40, 100), variant(90, 100), variant(90, 800)]);
    assert.equal(weak?.priority, 100);
    assert.ok(long !== undefined && strong !== undefined && strong.priority < long.priority);
  });

  it('says why it did not look into a file', async () => {
    const source = `${'\0'.repeat(20)}You are a support agent.`;
    const { skipped } = await inventoryOfFile({ path: 'a.py', source, parser, counter });
    assert.equal(skipped, 'binary');
  });
});
