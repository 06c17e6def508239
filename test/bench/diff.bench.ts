import { diffHunks } from '../../src/core/diff/hunks.ts';
import { wordDiff } from '../../src/core/diff/word-diff.ts';

const runs = 7;
const similar = words(10_000, 7);
const cases = [
  { name: '10,000 words, similar', before: similar, after: similar.replaceAll(/w\d*7 /g, 'changed ') },
  { name: '10,000 words, different', before: words(10_000, 1), after: words(10_000, 2) },
  { name: '20,000 words, different', before: words(20_000, 1), after: words(20_000, 2) },
  { name: '250,000 characters, repeating', before: 'a '.repeat(125_000), after: 'a b '.repeat(62_500) },
];

/** Times the word diff and the hunks on texts of the sizes that their bars name. */
export function runDiffBench(): string {
  return [
    '## Word diff',
    '',
    `Medians of ${runs} runs, in ms.`,
    '',
    '| texts | word diff | hunks |',
    '| --- | --- | --- |',
    ...cases.map(({ name, before, after }) => {
      const diffMs = medianMs(() => wordDiff(before, after));
      const hunksMs = medianMs(() => diffHunks(before, after));
      return `| ${name} | ${diffMs.toFixed(1)} | ${hunksMs.toFixed(1)} |`;
    }),
  ].join('\n');
}

function words(count: number, seed: number): string {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return `w${state % 900}${state % 13 === 0 ? '.\n' : ' '}`;
  }).join('');
}

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[(runs - 1) / 2] ?? 0;
}
