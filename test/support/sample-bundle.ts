import { createHash } from 'node:crypto';
import type { BundledVersion, HistoryBundle } from '../../src/core/history/bundle.ts';
import { reportOf } from './run-rules.ts';
import { wordySupportPrompt } from './sample-prompts.ts';

/** Everything that could break out of a document, mislead its reader or be run. */
export const hostileText =
  '</pre><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" \u202Eesrever\u202C ```\n# heading\n' +
  '[link](javascript:alert(3)) https://evil.example www.evil.example \u0000\u001b[31m';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const emptyVersion: Omit<BundledVersion, 'id' | 'createdAt' | 'textHash' | 'origin'> = {
  basisId: null,
  tokens: null,
  quality: null,
  verdict: null,
  runId: null,
  outcome: null,
  review: null,
  note: null,
  name: null,
  comment: null,
  tags: [],
  isPinned: false,
};

/** Versions of one prompt from the oldest to the newest; each was made from the one before. */
export function bundleOfTexts(
  texts: readonly string[],
  changes: (index: number) => Partial<BundledVersion> = () => ({}),
): HistoryBundle {
  const versions = texts.map((text, index): BundledVersion => ({
    ...emptyVersion,
    id: `version-${index}`,
    createdAt: Date.UTC(2026, 4, 1, 12, index),
    origin: index === 0 ? 'original' : 'edited',
    textHash: hashOf(text),
    basisId: index === 0 ? null : `version-${index - 1}`,
    ...changes(index),
  }));
  return {
    format: 'promptops-history',
    version: 1,
    exportedAt: '2026-05-02T00:00:00.000Z',
    prompts: [
      {
        id: 'prompt-1',
        file: 'src/agent.py',
        line: 5,
        symbolPath: 'SUPPORT_PROMPT',
        name: 'SUPPORT_PROMPT',
        form: 'triple-quoted',
        language: 'python',
        versions: versions.reverse(),
        runs: [],
      },
    ],
    texts: Object.fromEntries(texts.map((text) => [hashOf(text), text])),
  };
}

/** A prompt that was optimized, applied, named and edited; a second one full of what is hostile. */
export async function sampleBundle(): Promise<HistoryBundle> {
  const report = await reportOf(wordySupportPrompt);
  const rewrite = report.candidate?.text ?? '';
  const tokensOf = (value: number): BundledVersion['tokens'] => ({
    value,
    provenance: 'tokenizer',
    encoding: 'o200k_base',
  });
  const optimized = bundleOfTexts(
    [wordySupportPrompt, rewrite, `${rewrite}\nAnswer in English.`],
    (index) => ({
      tokens: tokensOf([report.original.tokens, report.candidate?.tokens ?? 0, 90][index] ?? 0),
      quality: index === 2 ? null : { value: index === 0 ? 61.5 : 74, tier: 'E0' },
      ...(index === 1
        ? {
            origin: 'applied',
            outcome: 'applied',
            runId: report.run,
            verdict: report.verdict,
            name: 'Shipped in May',
          }
        : {}),
      ...(index === 1
        ? { comment: 'Approved by the support team.\nNext look: July.', tags: ['eu', 'prod'] }
        : {}),
    }),
  );
  const hostile = bundleOfTexts([hostileText], () => ({
    id: 'hostile',
    name: hostileText.slice(0, 100),
    comment: hostileText,
    tags: ['<b>tag</b>'],
    note: hostileText,
  }));
  return {
    ...optimized,
    prompts: [
      ...optimized.prompts.map((prompt) => ({ ...prompt, runs: [{ createdAt: 0, report }] })),
      ...hostile.prompts.map((prompt) => ({
        ...prompt,
        id: 'prompt-2',
        name: hostileText,
        file: 'b/<i>.md',
      })),
    ],
    texts: { ...optimized.texts, ...hostile.texts },
  };
}
