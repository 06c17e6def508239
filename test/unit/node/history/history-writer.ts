/**
 * A process that records versions of one prompt and prints the identifier of each as soon as it is acknowledged.
 * Arguments: history file, name that all its texts begin with, how many versions (0: until it is killed).
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';
import { foundPrompt } from './sample-history.ts';

const [file = '', name = '', count = '0'] = process.argv.slice(2);
const history = new SqliteHistory({
  file,
  clock: Date,
  ids: { next: randomUUID },
  onNotice: (notice) => process.stderr.write(`${notice}\n`),
});
const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
const padding = 'Answer in one short sentence. '.repeat(60);
for (let index = 0; count === '0' || index < Number(count); index += 1) {
  const { id } = await history.recordApplied({ promptId, text: `${name} ${index} ${padding}` });
  writeSync(1, `${id} ${name} ${index}\n`);
}
await history.close();
