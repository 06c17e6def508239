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

/** All pictures, in the order in which the README shows them. */
export const SHOTS: readonly Shot[] = [
  { name: 'panel', width: 1440, height: 900, prepare: showPanel },
  { name: 'panel-light', width: 1440, height: 900, theme: 'light', prepare: showPanel },
  { name: 'code-lens', width: 960, height: 480, prepare: showCodeLens },
  { name: 'history', width: 1280, height: 640, prepare: showHistory },
];

const SAMPLE = 'support_agent.py';

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
  await file.waitFor();
  await file.click();
  await workbench.page.waitForTimeout(1_000);
}
