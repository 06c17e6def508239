import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { README_TOURS, SHOT_SETTINGS, VIEW_TOURS, type Tour } from './support/shots.ts';
import type { ThemeKind } from './support/workbench.ts';
import { parseOptions } from '../../scripts/support/parse-options.ts';
import { OUT_TEST, ROOT } from '../../scripts/support/paths.ts';
import { runScript } from '../../scripts/support/run-script.ts';
import { SetupError } from '../../scripts/support/setup-error.ts';

const USAGE = 'npm run screenshots -- [NAME...]';

const README_FOLDER = path.join(ROOT, 'media', 'screenshots');

/** Pictures for whoever looks at the views; nothing is kept of them. */
const VIEWS_FOLDER = path.join(OUT_TEST, 'screenshots');

/** How long a colour, a scroll bar or a tooltip takes to settle or to go. */
const SETTLE_MS = 700;

interface Series {
  readonly folder: string;
  readonly theme: ThemeKind;
  readonly scale: number;
  /** What is added to the name of each picture. */
  readonly suffix: string;
}

// Takes the pictures of the README, and of every view in two themes, from the packaged extension.
await runScript(async () => {
  const { positionals } = parseOptions(USAGE, { allowPositionals: true });
  const isWanted = (tour: Tour): boolean =>
    positionals.length === 0 || tour.shots.some(({ name }) => positionals.includes(name));
  const readme = README_TOURS.filter(isWanted);
  const views = VIEW_TOURS.filter(isWanted);
  if (readme.length + views.length === 0) throw new SetupError(`No picture has that name. Usage: ${USAGE}`);
  for (const folder of [README_FOLDER, VIEWS_FOLDER]) await mkdir(folder, { recursive: true });
  for (const tour of readme) {
    await take(tour, { folder: README_FOLDER, theme: 'dark', scale: 1.5, suffix: '' });
  }
  for (const theme of ['dark', 'light'] as const) {
    for (const tour of views)
      await take(tour, { folder: VIEWS_FOLDER, theme, scale: 1, suffix: `-${theme}` });
  }
  return 0;
});

/** Takes the pictures of one window, each after what leads to it. */
async function take(tour: Tour, { folder, theme, scale, suffix }: Series): Promise<void> {
  const { width, height, start, shots } = tour;
  const { workbench, stop } = await start({ width, height, scale, settings: SHOT_SETTINGS });
  try {
    if (theme !== 'dark') await workbench.setTheme(theme);
    for (const { name, prepare } of shots) {
      await prepare(workbench);
      // The mouse would leave something hovered.
      await workbench.page.mouse.move(0, 0);
      await workbench.page.waitForTimeout(SETTLE_MS);
      const file = path.join(folder, `${name}${suffix}.png`);
      await workbench.screenshot(file);
      console.log(path.relative(ROOT, file));
    }
  } finally {
    await stop();
  }
}
