import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseOptions } from './support/parse-options.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';
import { SetupError } from './support/setup-error.ts';

/** What a module in `test/bench/*.bench.ts` exports, named `run…Bench`: makes a section of Markdown with a `##` heading. */
export type Benchmark = () => Promise<string> | string;

const USAGE = 'npm run bench -- [NAME...]';

const OUTPUT = 'docs/benchmarks.md';

// Runs every benchmark in the order of their names and writes docs/benchmarks.md; with names it only prints those.
await runScript(async () => {
  const { positionals } = parseOptions(USAGE, { allowPositionals: true });
  const files = globSync('test/bench/*.bench.ts', { cwd: ROOT })
    .sort()
    .filter((file) => positionals.length === 0 || positionals.some((name) => file.includes(name)));
  if (files.length === 0) throw new SetupError(`No benchmark has that name. Usage: ${USAGE}`);
  const sections: string[] = [];
  for (const file of files) {
    console.log(`== ${file}`);
    for (const benchmark of await benchmarksOf(file)) {
      const section = await benchmark();
      sections.push(section.trim());
      console.log(section);
    }
  }
  if (positionals.length > 0) return 0;
  await writeFile(path.join(ROOT, OUTPUT), `${header()}\n\n${sections.join('\n\n')}\n`);
  console.log(`Wrote ${OUTPUT}.`);
  return 0;
});

async function benchmarksOf(file: string): Promise<Benchmark[]> {
  const module = (await import(path.join(ROOT, file))) as Readonly<Record<string, unknown>>;
  const benchmarks = Object.entries(module)
    .filter(
      (entry): entry is [string, Benchmark] =>
        /^run\w*Bench$/.test(entry[0]) && typeof entry[1] === 'function',
    )
    .map(([, benchmark]) => benchmark);
  if (benchmarks.length === 0) throw new Error(`${file} exports no function named run…Bench.`);
  return benchmarks;
}

function header(): string {
  const [processor] = cpus();
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`. Node ${process.versions.node}, ${process.platform} ${process.arch}, ` +
      `${cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, ${memoryGb} GB.`,
  ].join('\n');
}
