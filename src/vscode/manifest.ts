/**
 * Every identifier that package.json declares to the editor, typed. A test compares this table with the manifest, so
 * that a command, setting, view or context key cannot exist in one place only.
 */

export const commandIds = [
  'promptops.optimizePrompt',
  'promptops.optimizeSelection',
  'promptops.analyzePrompt',
  'promptops.testPrompt',
  'promptops.draftTestCases',
  'promptops.apply',
  'promptops.keepOriginal',
  'promptops.undoOptimization',
  'promptops.compareVersions',
  'promptops.openPanel',
  'promptops.openController',
  'promptops.openAnalytics',
  'promptops.applyFavorite',
  'promptops.saveFavorite',
  'promptops.openAssistant',
  'promptops.openSamplePrompt',
  'promptops.insertTemplate',
  'promptops.saveAsTemplate',
  'promptops.exportResult',
  'promptops.cancelRun',
  'promptops.showLog',
  'promptops.applyFix',
  'promptops.scanWorkspace',
  'promptops.cancelScan',
  'promptops.prompts.open',
  'promptops.prompts.optimize',
  'promptops.history.openVersion',
  'promptops.history.compareWithCurrent',
  'promptops.history.compareWithPrevious',
  'promptops.history.restore',
  'promptops.history.copy',
  'promptops.history.reveal',
  'promptops.history.refresh',
  'promptops.history.showOlder',
  'promptops.history.compareSelected',
  'promptops.history.name',
  'promptops.history.comment',
  'promptops.history.tag',
  'promptops.history.pin',
  'promptops.history.unpin',
  'promptops.history.insert',
  'promptops.history.favorite',
  'promptops.history.unfavorite',
  'promptops.history.filter',
  'promptops.history.search',
  'promptops.history.sort',
  'promptops.history.clearFilter',
  'promptops.history.export',
  'promptops.history.import',
  'promptops.history.undoImport',
  'promptops.history.compact',
  'promptops.history.share',
  'promptops.history.revokeShare',
  'promptops.selectModel',
  'promptops.setApiKey',
  'promptops.clearApiKey',
  'promptops.clearCache',
  'promptops.showLastExchange',
  'promptops.dataRoom.addFiles',
  'promptops.dataRoom.addFolder',
  'promptops.dataRoom.paste',
  'promptops.dataRoom.search',
  'promptops.dataRoom.open',
  'promptops.dataRoom.rename',
  'promptops.dataRoom.tag',
  'promptops.dataRoom.remove',
  'promptops.queue.reveal',
  'promptops.queue.cancel',
  'promptops.queue.cancelAll',
] as const;

export type CommandId = (typeof commandIds)[number];

export const viewIds = {
  prompts: 'promptops.prompts',
  history: 'promptops.history',
  dataRoom: 'promptops.dataRoom',
  queue: 'promptops.queue',
} as const;

export const panelViewType = 'promptops.panel';

export const contextKeys = {
  /** A finished run waits for a decision: Apply and Keep Original can run. */
  hasResult: 'promptops.hasResult',
  /** There is a report to export. */
  hasReport: 'promptops.hasReport',
  /** A run is under way and can be cancelled. */
  isRunning: 'promptops.isRunning',
  /** The workspace is being scanned: Cancel Scan can run. */
  isScanning: 'promptops.isScanning',
  /** The last result was applied and can be undone. */
  canUndo: 'promptops.canUndo',
  /** The History view lists only a part of what it holds. */
  isHistoryFiltered: 'promptops.isHistoryFiltered',
} as const;

/** Languages in which prompts are looked for. */
export const promptLanguageIds = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'go',
  'java',
  'kotlin',
  'csharp',
  'ruby',
  'php',
  'rust',
  'yaml',
  'toml',
  'json',
  'jsonc',
  'jinja',
  'jinja-md',
  'markdown',
  'instructions',
  'skill',
  'prompt',
  'prompt-file',
  'prompty',
  'chatagent',
  'plaintext',
] as const;

/**
 * Languages whose documents wake the extension up. Not JSON and plain text: the editor itself opens JSON documents at every
 * start, any note is plain text, and an extension that does nothing in a workspace should not run in it.
 */
export const wakingLanguageIds: readonly string[] = promptLanguageIds.filter(
  (id) => id !== 'json' && id !== 'jsonc' && id !== 'plaintext',
);
