// Builds everything under dist/, and without --production the host tests too. --watch builds again on every change.
import { existsSync, globSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { buildTokenTables, packGrammars } from './scripts/build/assets.ts';
import { BUNDLES, bundleBuild } from './scripts/build/bundles.ts';
import { hostTestsBuild } from './scripts/build/host-tests.ts';
import { writeNotices } from './scripts/build/notices.ts';
import { hasStyles, stylesBuild } from './scripts/build/styles.ts';

process.chdir(import.meta.dirname);
const { values: options } = parseArgs({
  options: { production: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
});

const builds = [
  ...BUNDLES.filter((bundle) => existsSync(bundle.entry)).map((bundle) =>
    bundleBuild(bundle, options.production),
  ),
  ...(hasStyles() ? [stylesBuild(options.production)] : []),
  ...(options.production ? [] : [hostTestsBuild()]),
];

try {
  await Promise.all([buildTokenTables(), packGrammars()]);
  await (options.watch ? watch() : buildOnce());
} catch (error) {
  // What is wrong with the sources esbuild has told already.
  if (!('errors' in error)) throw error;
  process.exitCode = 1;
}

async function buildOnce() {
  // What an earlier build for debugging left.
  if (options.production) await Promise.all(globSync('dist/**/*.map').map((map) => rm(map)));
  const results = await Promise.all(builds.map((one) => build(one)));
  await writeNotices(results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})));
  if (existsSync('dist/cli.js')) await chmod('dist/cli.js', 0o755);
}

/** Builds again on every change. Before the first and after the last of the builds there is a line for tasks.json. */
async function watch() {
  let running = builds.length;
  console.log('[watch] build started');
  for (const one of builds) {
    let isFirst = true;
    const announce = {
      name: 'announce',
      setup(hooks) {
        hooks.onStart(() => {
          if (!isFirst && running++ === 0) console.log('[watch] build started');
          isFirst = false;
        });
        hooks.onEnd(() => {
          if (--running === 0) console.log('[watch] build finished');
        });
      },
    };
    const watched = await context({ ...one, plugins: [...(one.plugins ?? []), announce] });
    await watched.watch();
  }
}
