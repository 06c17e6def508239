import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { extension } from './support/editor.ts';

describe('the extension host', () => {
  it('is not older than the engine that the manifest asks for', () => {
    const { engines } = extension().packageJSON as { engines: { vscode: string } };
    const [major = 0, minor = 0] = engines.vscode.replace('^', '').split('.').map(Number);
    const [hostMajor = 0, hostMinor = 0] = vscode.version.split('.').map(Number);
    assert.ok(hostMajor > major || (hostMajor === major && hostMinor >= minor), vscode.version);
  });

  it('has the SQLite that the history needs', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('create table version (text text) strict');
    database.prepare('insert into version values (?)').run('You are a support agent.');
    const row = database.prepare('select text from version').get();
    database.close();
    assert.equal(row?.['text'], 'You are a support agent.');
  });
});
