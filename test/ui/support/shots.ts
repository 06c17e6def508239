import type { ThemeKind, Workbench } from './workbench.ts';

/** One picture of the README: what a person does before it is taken. */
export interface Shot {
  /** The file name below `media/screenshots/`, without its ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Dark unless another one is named. */
  readonly theme?: ThemeKind;
  readonly prepare: (workbench: Workbench) => Promise<void>;
}

/** What the pictures are taken with: long lines stay readable, nothing beside them distracts. */
export const SHOT_SETTINGS = { 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' };

/** All pictures, in the order in which the README shows them. */
export const SHOTS: readonly Shot[] = [
  { name: 'panel', width: 1440, height: 900, prepare: showPanel },
  { name: 'panel-light', width: 1440, height: 900, theme: 'light', prepare: showPanel },
  { name: 'code-lens', width: 960, height: 480, prepare: showCodeLens },
  { name: 'history', width: 1280, height: 640, prepare: showHistory },
];

const SAMPLE = 'support_agent.py';

/** How long a tree takes to show what was opened. */
const SETTLE_MS = 500;

async function showCodeLens(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(SAMPLE);
  await workbench.lens('Optimize').first().waitFor();
  await workbench.lens('tokens').first().waitFor();
}

async function showPanel(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(SAMPLE);
  await workbench.clickLens('Optimize');
  const panel = await workbench.webview('.panel');
  await panel.getByRole('button', { name: 'Apply' }).waitFor();
}

async function showHistory(workbench: Workbench): Promise<void> {
  await showPanel(workbench);
  const panel = await workbench.webview('.panel');
  await panel.getByRole('button', { name: 'Apply' }).click();
  await workbench.openViewContainer('PromptOps');
  const file = workbench.rows('History', SAMPLE).first();
  await file.click();
  // A click may have opened the file already; the arrow opens what is closed and goes into what is open.
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await workbench.page.keyboard.press(key);
    await workbench.page.waitForTimeout(SETTLE_MS);
  }
}
