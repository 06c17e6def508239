import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commandIds } from '../../../src/vscode/manifest.ts';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly walkthroughs: readonly { readonly steps: readonly Step[] }[] };
};
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const textOf = (placeholder: string): string => strings[placeholder.replaceAll('%', '')] ?? '';

describe('the walkthrough', () => {
  it('has five steps, the first about the sample', () => {
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['sample', 'problems', 'result', 'history', 'model'],
    );
  });

  for (const { id, description, media, completionEvents } of steps) {
    it(`has a picture in theme colours and known commands: ${id}`, () => {
      assert.ok(existsSync(media.svg), media.svg);
      const picture = readFileSync(media.svg, 'utf8');
      assert.match(picture, /var\(--vscode-/u);
      assert.doesNotMatch(picture, /<script|href=/u);
      assert.notEqual(textOf(media.altText), '');
      assert.ok(completionEvents.length > 0);
      const commands = [...textOf(description).matchAll(/command:([\w.]+)/gu)].map(([, name = '']) => name);
      assert.ok(commands.length > 0);
      const own = commands.filter((name) => name.startsWith('promptops.') && !name.endsWith('.focus'));
      assert.deepEqual(
        own.filter((name) => !commandIds.some((known) => known === name)),
        [],
      );
    });
  }
});
