import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packagedFiles } from '../../scripts/editor/copy-extension.ts';
import { ROOT, findVsix } from '../../scripts/support/paths.ts';

/** What the package brings to a person's machine, and what the command line weighs. */
export async function runSizeBench(): Promise<string> {
  const built = (await packagedFiles()).filter((file) => file.startsWith('dist/'));
  return [
    '## Sizes',
    '',
    `The package (.vsix) has ${kilobytes(statSync(findVsix()).size)} kB. Bundles are minified and hold no source maps.`,
    '',
    '| file | kB | kB compressed |',
    '| --- | --- | --- |',
    ...[...built, 'dist/cli.js', 'dist/cli-engine.js', 'dist/openai.js'].map(row),
  ].join('\n');
}

function row(file: string): string {
  const bytes = readFileSync(path.join(ROOT, file));
  return `| ${file} | ${kilobytes(bytes.length)} | ${kilobytes(gzipSync(bytes).length)} |`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
