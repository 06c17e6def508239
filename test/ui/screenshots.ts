import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { SHOTS, SHOT_SETTINGS } from './support/shots.ts';
import { startWorkbench } from './support/use-workbench.ts';
import { parseOptions } from '../../scripts/support/parse-options.ts';
import { ROOT } from '../../scripts/support/paths.ts';
import { runScript } from '../../scripts/support/run-script.ts';
import { SetupError } from '../../scripts/support/setup-error.ts';

const USAGE = 'npm run screenshots -- [NAME...]';

const FOLDER = 'media/screenshots';

// Takes the pictures of the README from the packaged extension, each in an editor of its own.
await runScript(async () => {
  const { positionals } = parseOptions(USAGE, { allowPositionals: true });
  const shots = SHOTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (shots.length === 0) throw new SetupError(`No picture has that name. Usage: ${USAGE}`);
  await mkdir(path.join(ROOT, FOLDER), { recursive: true });
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
      await workbench.screenshot(path.join(ROOT, FOLDER, `${shot.name}.png`));
      console.log(`${FOLDER}/${shot.name}.png`);
    } finally {
      await running.stop();
    }
  }
  return 0;
});
