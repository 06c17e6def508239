import type { ThemeKind, Workbench } from './workbench.ts';

/** One picture: what a person does before it is taken. */
export interface Shot {
  /** The file name without its ending. */
  readonly name: string;
  /** In the README, or only for whoever looks at the views. */
  readonly isInReadme: boolean;
  readonly width: number;
  readonly height: number;
  /** Dark unless another one is named. */
  readonly theme?: ThemeKind;
  readonly prepare: (workbench: Workbench) => Promise<void>;
}

/** What the pictures are taken with: long lines stay readable, nothing beside them distracts. */
export const SHOT_SETTINGS = { 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' };

/** All pictures, those of the README in its order, then each view in two themes. */
export const SHOTS: readonly Shot[] = [
  { name: 'panel', isInReadme: true, width: 1440, height: 900, prepare: showPanel },
  { name: 'panel-light', isInReadme: true, width: 1440, height: 900, theme: 'light', prepare: showPanel },
  { name: 'code-lens', isInReadme: true, width: 960, height: 480, prepare: showCodeLens },
  { name: 'history', isInReadme: true, width: 1280, height: 640, prepare: showHistory },
  ...inTwoThemes('view-result', showWholeResult),
  ...inTwoThemes('view-tokens', showTokens),
  ...inTwoThemes('view-analysis', showAnalysis),
  ...inTwoThemes('view-controller', (workbench) => showPage(workbench, 'TFM Controller')),
  ...inTwoThemes('view-analytics', (workbench) => showPage(workbench, 'Analytics')),
  ...inTwoThemes('view-assistant', (workbench) => showPage(workbench, 'Assistant')),
  ...inTwoThemes('view-prompts', showPrompts),
];

function inTwoThemes(name: string, prepare: Shot['prepare']): readonly Shot[] {
  return (['dark', 'light'] as const).map((theme) => ({
    name: `${name}-${theme}`,
    isInReadme: false,
    width: 1440,
    height: 1400,
    theme,
    prepare,
  }));
}

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

/** The result with its closed sections opened. */
async function showWholeResult(workbench: Workbench): Promise<void> {
  await showPanel(workbench);
  const panel = await workbench.webview('.headline');
  for (const title of ['Contract', 'Rounds']) await panel.getByText(title, { exact: true }).click();
  await panel.getByText('Trade-off', { exact: true }).scrollIntoViewIfNeeded();
}

async function showTokens(workbench: Workbench): Promise<void> {
  await showPanel(workbench);
  const panel = await workbench.webview('.headline');
  await panel.locator('.switch-option', { hasText: 'Tokens' }).click();
  await panel.locator('.token-side').first().waitFor();
}

async function showAnalysis(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(SAMPLE, 5);
  await workbench.runCommand('PromptOps: Analyze Prompt');
  await workbench.webview('.view');
}

async function showPage(workbench: Workbench, title: string): Promise<void> {
  await showPanel(workbench);
  const panel = await workbench.webview('.headline');
  await panel.getByText(title, { exact: true }).first().click();
  await workbench.page.waitForTimeout(SETTLE_MS);
}

async function showPrompts(workbench: Workbench): Promise<void> {
  await showPanel(workbench);
  await workbench.openViewContainer('PromptOps');
  await workbench.rows('Prompts', SAMPLE).first().waitFor();
}
