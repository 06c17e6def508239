import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createProgram } from '../../src/cli/program.ts';

describe('docs/cli.md', () => {
  const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  const program = createProgram(
    {
      stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
      stdout: { write: () => true },
      stderr: { write: () => true },
      signal: new AbortController().signal,
      workingDirectory: '/',
      environment: {},
    },
    () => undefined,
  );
  const commands = program.commands.filter((command) => command.name() !== 'help');

  it('has a section for each command, and no other', () => {
    const sections = [...text.matchAll(/^## promptops (\w+)$/gm)].map(([, name]) => name);
    assert.deepEqual(sections, ['scan', 'lint', 'count', 'optimize', 'test', 'compare', 'history']);
    assert.deepEqual(sections.toSorted(), commands.map((command) => command.name()).toSorted());
  });

  for (const command of commands) {
    it(`names every option of ${command.name()}, and none that it lacks`, () => {
      const section = text.split(`## promptops ${command.name()}\n`)[1]?.split('\n## ')[0] ?? '';
      const options = command.options.map(({ long }) => long ?? '');
      for (const option of options) assert.ok(section.includes(`\`${option}`), option);
      const named = new Set([...section.matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option ?? ''));
      const known = new Set(commands.flatMap(({ options: all }) => all.map(({ long }) => long)));
      assert.deepEqual(
        [...named].filter((option) => !known.has(option)),
        [],
      );
    });
  }
});
