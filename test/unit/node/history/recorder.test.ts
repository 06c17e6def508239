import assert from 'node:assert/strict';
import {
  createHistoryLab,
  foundPrompt,
  LONGER,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from './sample-history.ts';
import { Connection } from '../../../../src/node/history/connection.ts';
import { openDatabase } from '../../../../src/node/history/open-database.ts';
import { Recorder } from '../../../../src/node/history/recorder.ts';

describe('Recorder', () => {
  let lab: HistoryLab;
  let connection: Connection;
  beforeEach(async () => {
    lab = createHistoryLab();
    const history = lab.open();
    await history.identify({ prompt: foundPrompt(), others: [] });
    connection = openDatabase(lab.file);
  });
  afterEach(async () => {
    connection.close();
    await lab.dispose();
  });

  it('reaches every row it needs by an index, however long the history is', () => {
    const queries = spyOnQueries(connection);
    let number = 0;
    const recorder = new Recorder({ connection, now: 1, ids: { next: () => `v${(number += 1)}` } });
    const promptId = String(connection.statement('SELECT id FROM prompts').get()?.['id']);
    queries.clear();
    recorder.run({ promptId, report: runReport() });
    const applied = recorder.applied({ promptId, text: REWRITE });
    recorder.mark({ versionId: applied.id, outcome: 'undone' });
    recorder.original({ promptId, text: ORIGINAL });
    recorder.restored(applied.id);
    recorder.original({ promptId, text: LONGER });
    const selects = [...queries].filter((sql) => sql.trimStart().startsWith('SELECT'));
    assert.ok(selects.length >= 5, `${selects.length} queries`);
    for (const sql of selects) {
      const plan = planOf(connection, sql);
      assert.doesNotMatch(plan, /\bSCAN\b/u, sql);
      if (sql.includes('text_hash = ?')) assert.match(plan, /versions_by_text/u, sql);
    }
  });
});

/** The texts of all statements that are prepared from here on. */
function spyOnQueries(connection: Connection): Set<string> {
  const queries = new Set<string>();
  const statement = connection.statement.bind(connection);
  connection.statement = (sql) => {
    queries.add(sql);
    return statement(sql);
  };
  return queries;
}

function planOf(connection: Connection, sql: string): string {
  const plan = new Connection(connection.file, { readOnly: true });
  try {
    return plan
      .statement(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail))
      .join('\n');
  } finally {
    plan.close();
  }
}
