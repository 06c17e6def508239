import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../../../../src/node/history/connection.ts';
import { migrate, MIGRATIONS, schemaVersion } from '../../../../src/node/history/schema.ts';

describe('migrate', () => {
  let folder: string;
  let connections: Connection[];
  const open = (): Connection => {
    const connection = new Connection(join(folder, 'history.db'), { readOnly: false });
    connections.push(connection);
    return connection;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'promptops-schema-'));
    connections = [];
  });
  afterEach(() => {
    for (const connection of connections) connection.close();
    rmSync(folder, { recursive: true });
  });

  it('makes the newest schema out of an empty file, with strict tables only', () => {
    const connection = open();
    migrate(connection);
    assert.equal(schemaVersion(connection), MIGRATIONS.length);
    const tables = connection
      .statement(`SELECT name, strict FROM pragma_table_list WHERE schema = 'main'`)
      .all();
    const own = tables.filter(({ name }) => !String(name).startsWith('sqlite_'));
    assert.deepEqual(own.map(({ name, strict }) => [name, strict]).sort(), [
      ['favorites', 1],
      ['prompts', 1],
      ['run_facts', 1],
      ['runs', 1],
      ['texts', 1],
      ['versions', 1],
    ]);
  });

  it('does each missing step once, in order', () => {
    const connection = open();
    const first = 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);';
    const second = 'ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x;';
    migrate(connection, [first]);
    migrate(connection, [first, second]);
    migrate(connection, [first, second]);
    assert.equal(schemaVersion(connection), 2);
    assert.deepEqual({ ...connection.statement('SELECT * FROM a').get() }, { x: 1, y: '1' });
  });

  it('leaves the file at the last whole step when one fails', () => {
    const connection = open();
    const first = 'CREATE TABLE a (x INTEGER) STRICT;';
    const broken = 'CREATE TABLE b (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);';
    assert.throws(() => {
      migrate(connection, [first, broken]);
    }, /nowhere/u);
    assert.equal(schemaVersion(connection), 1);
    assert.equal(
      connection.statement(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'b'`).get()?.['n'],
      0,
    );
  });

  it('lets a second process find the work done', () => {
    const one = open();
    const other = open();
    migrate(one);
    migrate(other);
    assert.equal(schemaVersion(other), MIGRATIONS.length);
  });
});
