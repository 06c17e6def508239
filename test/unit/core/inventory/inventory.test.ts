import assert from 'node:assert/strict';
import { measureSite, rankInventory, type InventoryItem } from '../../../../src/core/inventory/inventory.ts';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { grammarLoader } from '../../../support/grammars.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';

const parser = createSourceParser(grammarLoader);
const counter = loadTestCounter('o200k_base');

async function measured(file: string, source: string): Promise<InventoryItem> {
  const { prompts } = await findPrompts({ path: file, source, parser, isExplicit: true });
  return measureSite({ file, source, site: prompts[0] ?? assert.fail() }, counter);
}

describe('the inventory', () => {
  it('measures a prompt by rules and tokenizer', async () => {
    const text = 'You are a translator. Please translate {{text}} to {{language}}.';
    const item = await measured('a.prompt', text);
    assert.equal(item.tokens, counter.count(text));
    assert.deepEqual(
      item.placeholders.map((placeholder) => placeholder.text),
      ['{{text}}', '{{language}}'],
    );
    assert.ok(item.findings.some(({ evidence }) => evidence === 'Please'));
    assert.ok(item.quality.value > 0 && item.quality.value < 100);
  });

  it('puts first what is long and weak, and gives the first 100', async () => {
    const weak = 'Please make sure to really try to kindly answer, in order to help. '.repeat(5);
    const tidy = 'Translate the text between the tags to French. Return only the translation.';
    const items = await Promise.all([measured('tidy.prompt', tidy), measured('weak.prompt', weak)]);
    const [first, second] = rankInventory(items);
    assert.deepEqual([first?.file, second?.file], ['tidy.prompt', 'weak.prompt']);
    assert.equal(second?.priority, 100);
    assert.ok(first !== undefined && first.priority < 60);
  });

  it('has no order for nothing', () => {
    assert.deepEqual(rankInventory([]), []);
  });
});
