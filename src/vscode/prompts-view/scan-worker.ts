import { parentPort, workerData } from 'node:worker_threads';
import { inventoryOfFile } from '../../core/inventory/inventory-of-file.ts';
import { analyzeText } from '../../core/pcv/rules-engine/analyze-text.ts';
import { createSourceParser } from '../../core/source/source-parser.ts';
import { createLazyCounters } from '../../core/tokens/lazy-counters.ts';
import { answerRequest } from '../../node/answer-requests.ts';
import type { ThreadRequest } from '../../node/asking-thread.ts';
import { createFileResources } from '../../node/file-resources.ts';
import type { ScanAnswer, ScanTask, ScanWorkerData } from './scan-protocol.ts';

/** The thread of the workspace scan and of long texts: it parses and measures so that the extension host stays free. */
const { resourcesFolder } = workerData as ScanWorkerData;
const resources = createFileResources(resourcesFolder);
const parser = createSourceParser(resources);
const counterOf = createLazyCounters(resources);

parentPort?.on('message', (request: ThreadRequest<ScanTask>) => answerRequest(request, answer));

async function answer(task: ScanTask): Promise<ScanAnswer> {
  if (task.kind === 'analyze') return { kind: 'analyzed', analysis: analyzeText(task.prompt) };
  const { path, source, encoding, detection } = task;
  const counter = await counterOf(encoding);
  return { kind: 'scanned', inventory: await inventoryOfFile({ path, source, parser, counter, detection }) };
}
