import type { Frame } from 'playwright-core';
import { startModelWorkbench } from './model-workbench.ts';
import { SAMPLE_CASES, sampleTeam, writeSampleCases } from './sample-team.ts';
import { startWorkbench, type RunningWorkbench, type WorkbenchOptions } from './use-workbench.ts';
import type { Workbench } from './workbench.ts';

/** One picture: what a person does before it is taken. */
export interface Shot {
  /** The file name without its ending. */
  readonly name: string;
  readonly prepare: (workbench: Workbench) => Promise<void>;
}

/** Pictures that are taken one after another in one window. */
export interface Tour {
  readonly width: number;
  readonly height: number;
  readonly start: (options: WorkbenchOptions) => Promise<RunningWorkbench>;
  readonly shots: readonly Shot[];
}

/** What the pictures are taken with: long lines stay readable, nothing beside them distracts. */
export const SHOT_SETTINGS = { 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' };

const SAMPLE = 'support_agent.py';

/** How long a tree, a chart or a page takes to show what was opened. */
const SETTLE_MS = 700;

/** How long the editor takes to load what shows a document. */
const OPEN_MS = 5000;

/** The pictures of the README, in its order, each in a window of its own size. */
export const README_TOURS: readonly Tour[] = [
  readmeTour('panel', { width: 1440, height: 900 }, showResult),
  readmeTour('code-lens', { width: 960, height: 480 }, showLenses),
  readmeTour('history', { width: 1280, height: 640 }, showHistory),
];

/** Every view, for whoever looks at them: runs of the rules, then runs of a model with cases. */
export const VIEW_TOURS: readonly Tour[] = [
  {
    ...{ width: 1440, height: 1400, start: startWorkbench },
    shots: [
      { name: 'view-lenses', prepare: showLenses },
      { name: 'view-analysis', prepare: showAnalysis },
      { name: 'view-result', prepare: runFromLens },
      { name: 'view-side-by-side', prepare: (workbench) => showMode(workbench, 'Side by side') },
      { name: 'view-tokens', prepare: (workbench) => showMode(workbench, 'Tokens') },
      { name: 'view-tradeoff', prepare: showTradeoff },
      { name: 'view-applied', prepare: applyAndRunAnother },
      { name: 'view-controller', prepare: (workbench) => showPage(workbench, 'TFM Controller') },
      { name: 'view-analytics', prepare: showAnalytics },
      { name: 'view-assistant', prepare: (workbench) => showPage(workbench, 'Assistant') },
      { name: 'view-timeline', prepare: (workbench) => showPage(workbench, 'Timeline') },
      { name: 'view-history-prompts', prepare: showTrees },
      { name: 'view-data-room', prepare: showDataRoom },
    ],
  },
  {
    ...{ width: 1440, height: 1400, start: startWithModel },
    shots: [
      { name: 'view-running', prepare: showRunning },
      { name: 'view-measured', prepare: showMeasured },
      { name: 'view-front', prepare: showTradeoff },
      { name: 'view-rounds', prepare: showRounds },
    ],
  },
];

function readmeTour(name: string, size: Pick<Tour, 'width' | 'height'>, prepare: Shot['prepare']): Tour {
  return { ...size, start: startWorkbench, shots: [{ name, prepare }] };
}

/** A model that takes its time, so that a run can be seen while it goes on. */
function startWithModel(options: WorkbenchOptions): Promise<RunningWorkbench> {
  const machineSettings = {
    'promptops.tests': SAMPLE_CASES,
    'promptops.budget.calls': 5000,
    'promptops.concurrency': 8,
    'promptops.run.screeningCases': 20,
  };
  return startModelWorkbench(sampleTeam(120), { ...options, machineSettings });
}

const panelOf = (workbench: Workbench): Promise<Frame> => workbench.webview('.panel');

async function showLenses(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close Primary Side Bar');
  await workbench.openFile(SAMPLE);
  await workbench.lens('Optimize').first().waitFor();
  await workbench.lens('tokens').first().waitFor();
}

async function showAnalysis(workbench: Workbench): Promise<void> {
  await workbench.openFile(SAMPLE, 5);
  await workbench.runCommand('PromptOps: Analyze Prompt');
  await workbench.webview('.finding');
}

async function showResult(workbench: Workbench): Promise<void> {
  await showLenses(workbench);
  await runFromLens(workbench);
}

async function runFromLens(workbench: Workbench): Promise<void> {
  await workbench.clickLens('Optimize');
  await workbench.webview('.decision vscode-button', 'Apply');
}

async function showMode(workbench: Workbench, mode: string): Promise<void> {
  const panel = await panelOf(workbench);
  await panel.locator('.switch-option', { hasText: mode }).click();
  if (mode === 'Tokens') await panel.locator('.token-side').first().waitFor();
}

async function showTradeoff(workbench: Workbench): Promise<void> {
  await showMode(workbench, 'Inline');
  const panel = await panelOf(workbench);
  await scrollTo(panel, 'Trade-off');
  await panel
    .locator('.metric', { hasText: /^Quality Gain/u })
    .locator('summary')
    .click();
}

/** Brings a section to the top of the page. */
async function scrollTo(panel: Frame, title: string): Promise<void> {
  await panel
    .getByRole('heading', { name: title, exact: true })
    .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
}

async function applyAndRunAnother(workbench: Workbench): Promise<void> {
  const panel = await panelOf(workbench);
  await panel.getByRole('button', { name: 'Apply', exact: true }).click();
  await panel.getByText('The rewrite is in the file.').first().waitFor();
  await panel.evaluate(() => window.scrollTo(0, 0));
}

async function showPage(workbench: Workbench, title: string): Promise<void> {
  const panel = await panelOf(workbench);
  await panel.getByRole('button', { name: title, exact: true }).click();
  await panel.evaluate(() => window.scrollTo(0, 0));
}

async function showAnalytics(workbench: Workbench): Promise<void> {
  await workbench.runCommand('PromptOps: Scan Workspace');
  await showPage(workbench, 'Analytics');
  const calls = (await panelOf(workbench)).getByLabel('Calls of these prompts per day');
  await calls.fill('1000');
  await calls.press('Enter');
}

async function showTrees(workbench: Workbench): Promise<void> {
  await showPage(workbench, 'Result');
  await workbench.openViewContainer('PromptOps');
  await workbench.rows('Prompts', SAMPLE).first().waitFor();
  await openRows(workbench);
}

async function showHistory(workbench: Workbench): Promise<void> {
  await showResult(workbench);
  await applyAndRunAnother(workbench);
  await workbench.openViewContainer('PromptOps');
  await openRows(workbench);
}

/** Opens file and prompt in the History view by keys: they open what is closed and go into what is open. */
async function openRows(workbench: Workbench): Promise<void> {
  await workbench.rows('History', SAMPLE).first().click();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await workbench.page.keyboard.press(key);
    await workbench.page.waitForTimeout(SETTLE_MS);
  }
}

async function showDataRoom(workbench: Workbench): Promise<void> {
  await workbench.rows('Data Room', 'About PromptOps').first().click();
  await workbench.rows('Data Room').nth(3).waitFor();
  await workbench.rows('Data Room').nth(3).click();
  await workbench.page.waitForTimeout(OPEN_MS);
}

async function showRunning(workbench: Workbench): Promise<void> {
  await writeSampleCases(workbench.server.workspace);
  await showLenses(workbench);
  await workbench.clickLens('Optimize');
  await workbench.clickDialogButton('Send and Optimize');
  await workbench.webview('.headline h1', /^Round/u);
  await workbench.webview('.tried .is-proposed, .tried .is-accepted');
}

async function showMeasured(workbench: Workbench): Promise<void> {
  await workbench.until(
    'the end of the run',
    async () => (await panelOf(workbench)).locator('.key-numbers').isVisible(),
    120_000,
  );
}

async function showRounds(workbench: Workbench): Promise<void> {
  const panel = await panelOf(workbench);
  for (const title of ['Contract', 'Rounds']) await panel.getByRole('heading', { name: title }).click();
  await scrollTo(panel, 'Contract');
}
