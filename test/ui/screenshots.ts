import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { SHOTS, SHOT_SETTINGS } from './support/shots.ts';
import { startWorkbench } from './support/use-workbench.ts';
import { parseOptions } from '../../scripts/support/parse-options.ts';
import { OUT_TEST, ROOT } from '../../scripts/support/paths.ts';
import { runScript } from '../../scripts/support/run-script.ts';
import { SetupError } from '../../scripts/support/setup-error.ts';

const USAGE = 'npm run screenshots -- [NAME...]';

const README_FOLDER = path.join(ROOT, 'media', 'screenshots');

/** Pictures for whoever looks at the views; nothing is kept of them. */
const VIEWS_FOLDER = path.join(OUT_TEST, 'screenshots');

// Takes the pictures of the README and of every view from the packaged extension, each in an editor of its own.
await runScript(async () => {
  const { positionals } = parseOptions(USAGE, { allowPositionals: true });
  const shots = SHOTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (shots.length === 0) throw new SetupError(`No picture has that name. Usage: ${USAGE}`);
  for (const folder of [README_FOLDER, VIEWS_FOLDER]) await mkdir(folder, { recursive: true });
  for (const shot of shots) {
    const running = await startWorkbench({
      width: shot.width,
      height: shot.height,
      scale: 2,
      settings: SHOT_SETTINGS,
    });
    const { workbench } = running;
    try {
      if (shot.theme !== undefined) await workbench.setTheme(shot.theme);
      await shot.prepare(workbench);
      const file = path.join(shot.isInReadme ? README_FOLDER : VIEWS_FOLDER, `${shot.name}.png`);
      await workbench.screenshot(file);
      console.log(path.relative(ROOT, file));
    } finally {
      await running.stop();
    }
  }
  return 0;
});
