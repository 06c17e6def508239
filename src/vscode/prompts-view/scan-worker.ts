import { parentPort, workerData } from 'node:worker_threads';
import { describeError } from '../../core/errors.ts';
import { inventoryOfFile } from '../../core/inventory/inventory-of-file.ts';
import type { EncodingName } from '../../core/model.ts';
import { analyzeText } from '../../core/pcv/rules-engine/analyze-text.ts';
import type { TokenCounter } from '../../core/ports.ts';
import { createSourceParser } from '../../core/source/source-parser.ts';
import { createTokenCounter } from '../../core/tokens/token-counter.ts';
import { createFileResources } from '../../node/file-resources.ts';
import type { ScanAnswer, ScanRequest, ScanWorkerData } from './scan-protocol.ts';

/** The thread of the workspace scan and of long texts: it parses and measures so that the extension host stays free. */
const { resourcesFolder } = workerData as ScanWorkerData;
const resources = createFileResources(resourcesFolder);
const parser = createSourceParser(resources);
const counters = new Map<EncodingName, Promise<TokenCounter>>();

parentPort?.on('message', (request: ScanRequest) => {
  void answer(request).then((message) => parentPort?.postMessage(message));
});

async function answer(request: ScanRequest): Promise<ScanAnswer> {
  const { id } = request;
  try {
    if (request.kind === 'analyze') return { id, kind: 'analyzed', analysis: analyzeText(request.prompt) };
    const { path, source, encoding, detection } = request;
    const counter = await counterOf(encoding);
    const inventory = await inventoryOfFile({ path, source, parser, counter, detection });
    return { id, kind: 'scanned', inventory };
  } catch (error) {
    return { id, kind: 'failed', message: describeError(error) };
  }
}

function counterOf(encoding: EncodingName): Promise<TokenCounter> {
  const counter = counters.get(encoding) ?? loadCounter(encoding);
  counters.set(encoding, counter);
  return counter;
}

async function loadCounter(encoding: EncodingName): Promise<TokenCounter> {
  return createTokenCounter(encoding, await resources.load(`tokens/${encoding}.bin`));
}
