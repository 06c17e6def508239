import { createTwoFilesPatch } from 'diff';

interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The change of one file in the unified format, with the prefixes that `git apply` expects; empty when there is none. */
export function unifiedDiff({ file, before, after }: FileChange): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/u, '');
}
