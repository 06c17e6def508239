import * as vscode from 'vscode';
import {
  enteredBasis,
  forecastMonth,
  loggedBasis,
  type Range,
  type UsageBasis,
} from '../../core/analytics/usage-forecast.ts';
import { parseUsageLog, type UsageLog } from '../../core/analytics/usage-log.ts';
import type { DaysRequest } from '../../core/history/daily-facts.ts';
import type { Price } from '../../core/metrics/cost.ts';
import type { AnalyticsPage, AnalyticsRequest } from '../../protocol/analytics-page.ts';
import type { HistoryService } from '../history-service.ts';
import type { PanelPage } from '../panel/panel-pages.ts';
import type { CommandId } from '../manifest.ts';
import type { PromptsView } from '../prompts-view/prompts-view.ts';
import { exportData, exportPicture } from './export-analytics.ts';
import type { UsageMemory } from './usage-memory.ts';

interface AnalyticsServices {
  readonly history: HistoryService;
  readonly promptsView: PromptsView;
  readonly usage: UsageMemory;
  /** The model that the prompts are written for, with its price where that is known. */
  readonly targetPrice: () => { readonly model: string; readonly price: Price | null };
}

/** The Analytics page of a panel, and the door for what its reader asks. */
export interface AnalyticsPanel extends PanelPage<'analytics'>, vscode.Disposable {
  receive(request: AnalyticsRequest): Promise<void>;
}

/** Prompts that are listed by priority. */
const topPrompts = 10;

const dayMs = 86_400_000;

/** Bytes of a usage log that are read at most. */
const largestLog = 50_000_000;

/** Sums over the history of this workspace. The range is shared by all panels of the window. */
export function createAnalyticsPage(services: AnalyticsServices): AnalyticsPanel {
  const changed = new vscode.EventEmitter<void>();
  const recorded = services.history.onDidChange(() => changed.fire());
  const scanned = services.promptsView.inventory.onDidChange(() => {
    if (services.promptsView.inventory.state.kind !== 'scanning') changed.fire();
  });
  let rangeDays = 30;
  const state = (): Promise<AnalyticsPage> => readPage(services, rangeDays);
  return {
    onDidChange: changed.event,
    state,
    receive: async (request) => {
      if (request.type === 'set-range') rangeDays = request.days;
      else if (request.type === 'export-data') await exportData(await state());
      else await perform(services, request);
      changed.fire();
    },
    dispose: () => {
      changed.dispose();
      recorded.dispose();
      scanned.dispose();
    },
  };
}

type Performed = Exclude<AnalyticsRequest, { type: 'set-range' | 'export-data' }>;

async function perform({ usage, promptsView }: AnalyticsServices, request: Performed): Promise<void> {
  switch (request.type) {
    case 'set-calls':
      return usage.write(request.callsPerDay === null ? null : enteredBasis(request.callsPerDay));
    case 'import-usage': {
      const basis = await importUsage();
      if (basis !== undefined) await usage.write(basis);
      return;
    }
    case 'export-picture':
      return exportPicture(request.picture);
    case 'scan':
      return promptsView.scan();
    case 'optimize': {
      const { file, line } = request;
      const entry = promptsView.inventory.prompts().find((one) => one.file === file && one.line === line);
      const command = 'promptops.prompts.optimize' satisfies CommandId;
      if (entry !== undefined) await vscode.commands.executeCommand(command, { kind: 'prompt', entry });
    }
  }
}

async function importUsage(): Promise<UsageBasis | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Usage Log'),
      filters: { [vscode.l10n.t('Usage logs')]: ['csv', 'jsonl', 'ndjson', 'json', 'log'] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const bytes = await vscode.workspace.fs.readFile(uri);
  const log = parseUsageLog(new TextDecoder().decode(bytes.subarray(0, largestLog)));
  const [first] = log.skipped;
  if (first !== undefined) void vscode.window.showWarningMessage(describeSkipped(first));
  return loggedBasis(log.days);
}

function describeSkipped({ line, reason }: UsageLog['skipped'][number]): string {
  switch (reason) {
    case 'invalid-json':
      return vscode.l10n.t('Lines were left out, first line {0}: it is not valid JSON.', line);
    case 'no-day':
      return vscode.l10n.t('Lines were left out, first line {0}: it has no day or time.', line);
    case 'no-number-of-calls':
      return vscode.l10n.t('Lines were left out, first line {0}: its number of calls is no number.', line);
  }
}

async function readPage(services: AnalyticsServices, rangeDays: number): Promise<AnalyticsPage> {
  const { store } = services.history;
  const request = requestOf(rangeDays);
  const days = await store.dailyFacts(request);
  const roles = await store.roleFacts(request);
  const tokensSaved = days.reduce((sum, day) => sum + day.tokensSaved, 0);
  return {
    name: 'analytics',
    rangeDays,
    days: days.map((day) => ({ ...day, gains: [...day.gains] })),
    roles: [...roles],
    prompts: readPrompts(services.promptsView),
    usage: readUsage(services, tokensSaved),
  };
}

/** Whole local days, the last of them today. */
function requestOf(rangeDays: number): DaysRequest {
  const now = new Date();
  const utcOffsetMinutes = -now.getTimezoneOffset();
  const shift = utcOffsetMinutes * 60_000;
  const to = (Math.floor((now.getTime() + shift) / dayMs) + 1) * dayMs - shift;
  return { from: to - rangeDays * dayMs, to, utcOffsetMinutes };
}

function readPrompts({ inventory }: PromptsView): AnalyticsPage['prompts'] {
  if (inventory.state.kind === 'none') return null;
  const prompts = inventory.prompts();
  const tokens = prompts.reduce((sum, prompt) => sum + prompt.tokens, 0);
  const top = prompts.slice(0, topPrompts).map(({ file, line, name, tokens: own, quality, priority }) => ({
    ...{ file, line, name, tokens: own, priority },
    quality: quality.value,
    share: tokens === 0 ? 0 : own / tokens,
  }));
  return { total: prompts.length, tokens, top };
}

/** Where a log says nothing of tokens, a call is taken to send the mean prompt of the workspace. */
function readUsage(services: AnalyticsServices, tokensSaved: number): AnalyticsPage['usage'] {
  const { usage, promptsView, targetPrice } = services;
  const basis = usage.read();
  const { model, price } = targetPrice();
  const known = price === null ? '' : model;
  const inputPrice = price?.input ?? null;
  if (basis === null) return { basis, month: null, model: known, inputPrice };
  const prompts = promptsView.inventory.prompts();
  const total = prompts.reduce((sum, { tokens }) => sum + tokens, 0);
  const month = forecastMonth(basis, {
    inputTokens: prompts.length === 0 ? 0 : total / prompts.length,
    price,
  });
  const perCall = prompts.length === 0 ? 0 : tokensSaved / prompts.length;
  const { calls } = month;
  const times = (factor: number): Range => ({
    low: calls.low * factor,
    expected: calls.expected * factor,
    high: calls.high * factor,
  });
  const savedTokens = times(perCall);
  const savedUsd = inputPrice === null ? null : times((perCall * inputPrice) / 1e6);
  return { basis, month: { ...month, savedTokens, savedUsd }, model: known, inputPrice };
}
