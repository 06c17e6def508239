import { parentPort, workerData } from 'node:worker_threads';
import { createReadingDesk, type DeskTask } from '../../core/data-room/reading-desk.ts';
import { createLazyCounters } from '../../core/tokens/lazy-counters.ts';
import { answerRequest } from '../../node/answer-requests.ts';
import type { ThreadRequest } from '../../node/asking-thread.ts';
import { createFileResources } from '../../node/file-resources.ts';

/** The thread of the data room: it counts, searches and chooses so that the extension host stays free. */
const { resourcesFolder } = workerData as { readonly resourcesFolder: string };

const desk = createReadingDesk(createLazyCounters(createFileResources(resourcesFolder)));

parentPort?.on('message', (request: ThreadRequest<DeskTask>) => answerRequest(request, desk));
