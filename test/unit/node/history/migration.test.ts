import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  createHistoryLab,
  foundPrompt,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from './sample-history.ts';
import { Connection } from '../../../../src/node/history/connection.ts';
import { MIGRATIONS, schemaVersion } from '../../../../src/node/history/schema.ts';

/** Files that released versions of the schema wrote, one for each, packed with gzip. */
const fixtures = new URL('../../../fixtures/history/', import.meta.url);

describe('a history file of an older version', () => {
  let lab: HistoryLab;
  beforeEach(() => {
    lab = createHistoryLab();
    mkdirSync(dirname(lab.file), { recursive: true });
  });
  afterEach(() => lab.dispose());

  const place = (schema: number): void => {
    writeFileSync(lab.file, gunzipSync(readFileSync(new URL(`schema-${schema}.db.gz`, fixtures))));
  };

  it('is there for every schema before the newest', () => {
    const expected = MIGRATIONS.slice(1).map((_, index) => `schema-${index + 1}.db.gz`);
    assert.deepEqual(readdirSync(fixtures).sort(), expected);
  });

  for (let schema = 1; schema < MIGRATIONS.length; schema += 1) {
    it(`is brought from schema ${schema} to the newest with everything in it`, async () => {
      place(schema);
      const history = lab.open();
      const prompts = await history.listPrompts();
      assert.deepEqual(
        prompts.map(({ file, versionCount }) => [file, versionCount]),
        [
          ['src/bot.py', 5],
          ['src/other.py', 2],
        ],
      );
      const [bot, other] = prompts;
      assert.deepEqual(await history.latestReport(bot?.id ?? ''), runReport());
      const { versions } = await history.listVersions(bot?.id ?? '', { limit: 10 });
      assert.deepEqual(
        versions.map(({ origin, outcome, review, tags }) => [origin, outcome, review, tags]),
        [
          ['restored', 'undone', null, []],
          ['applied', 'applied', null, []],
          ['candidate', null, null, []],
          ['candidate', null, null, []],
          ['original', null, null, []],
        ],
      );
      const [surrogate] = (await history.listVersions(other?.id ?? '', { limit: 1 })).versions;
      assert.equal((await history.version(surrogate?.id ?? ''))?.text, 'lone \ud800 surrogate');
      assert.equal(await history.find({ prompt: foundPrompt(), others: [] }), bot?.id);
      await history.close();
      const connection = new Connection(lab.file, { readOnly: true });
      assert.equal(schemaVersion(connection), MIGRATIONS.length);
      assert.equal(connection.statement('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
      connection.close();
    });

    it(`has its runs of schema ${schema} in the sums of their days`, async () => {
      place(schema);
      const [day] = await lab.open().dailyFacts({ from: 0, to: Date.UTC(2030, 0), utcOffsetMinutes: 0 });
      assert.equal(day?.day, '2026-01-02');
      assert.equal(day.runs, 1);
      assert.equal(day.verdicts.improved, 1);
      assert.deepEqual(day.gains, [{ tier: 'E0', runs: 1, mean: 5 }]);
      assert.deepEqual([day.applied, day.tokensSaved], [1, 9]);
    });

    it(`of schema ${schema} that is damaged gives back what is readable`, async () => {
      place(schema);
      const bytes = readFileSync(lab.file);
      // The first page names the tables; the last one of the file is any page of data.
      bytes.fill(0xa5, bytes.length - 16_384);
      writeFileSync(lab.file, bytes);
      const history = lab.open();
      for (const { id } of await history.listPrompts()) {
        for (const version of (await history.listVersions(id, { limit: 10 })).versions) {
          const { text = '' } = (await history.version(version.id)) ?? {};
          assert.ok([ORIGINAL, REWRITE].includes(text) || text !== '', text);
        }
      }
      assert.ok((await history.listPrompts()).length > 0);
    });
  }
});
