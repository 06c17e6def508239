/**
 * The commands that need parser, rules and loop. They have a bundle of their own, so that the version, the help and a
 * count of tokens do not wait for it to be read.
 */
export { runLint } from './commands/lint.ts';
export { runOptimize } from './commands/optimize.ts';
export { runScan } from './commands/scan.ts';
export { runDraft } from './commands/draft.ts';
export { runCompare } from './commands/compare.ts';
export { runTest } from './commands/test.ts';
export { textAtLine } from './text-at-line.ts';
