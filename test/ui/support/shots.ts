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
  { name: 'panel', width: 1400, height: 860, prepare: showResult },
  { name: 'code-lens', width: 1000, height: 520, prepare: showCodeLens },
  { name: 'history', width: 1400, height: 860, theme: 'light', prepare: showHistory },
];

async function showCodeLens(workbench: Workbench): Promise<void> {
  await workbench.openFile('support_agent.py', 5);
  await workbench.lens('Optimize').first().waitFor();
  await workbench
    .lens(/^\d+ tokens$/u)
    .first()
    .waitFor();
}

async function showResult(workbench: Workbench): Promise<void> {
  await showCodeLens(workbench);
  await workbench.clickLens('Optimize');
  await workbench.webview('.headline');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench
    .lens(/^\d+ versions$/u)
    .first()
    .waitFor();
}

async function showHistory(workbench: Workbench): Promise<void> {
  await showCodeLens(workbench);
  await workbench.clickLens('Optimize');
  const panel = await workbench.webview('.headline');
  await panel.getByRole('button', { name: 'Apply' }).click();
  await panel.getByText('The rewrite is in the file.').first().waitFor();
  await workbench.openViewContainer('PromptOps');
  await workbench.rows('History', 'SUPPORT_PROMPT').first().click();
  await workbench.rows('History', 'Original').first().click();
  await workbench.tab('↔').first().waitFor();
  await workbench.page.waitForTimeout(500);
}
