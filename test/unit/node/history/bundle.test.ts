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
import { parseBundle, safeFile, type HistoryBundle } from '../../../../src/core/history/bundle.ts';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import { exportBundle, type BundleSelection } from '../../../../src/core/history/export-bundle.ts';
import { hashText } from '../../../../src/node/history/text-content.ts';
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';

const exportedAt = new Date(Date.UTC(2026, 10, 23));

describe('sharing a history', () => {
  let here: HistoryLab;
  let there: HistoryLab;
  let source: SqliteHistory;
  let target: SqliteHistory;
  let promptId: string;
  beforeEach(async () => {
    here = createHistoryLab();
    there = createHistoryLab();
    source = here.open();
    target = there.open();
    promptId = await source.identify({ prompt: foundPrompt(), others: [] });
    await source.recordRun({ promptId, report: runReport() });
    const applied = await source.recordApplied({ promptId, text: REWRITE, runId: 'run-1' });
    await source.markOutcome({ versionId: applied.id, outcome: 'applied' });
    await source.annotate({ versionId: applied.id, name: 'Shipped', tags: ['eu'], comment: '<b>hi</b>' });
    const other = await source.identify({
      prompt: foundPrompt({ file: 'other.py', text: 'lone \ud800', symbolPath: 'OTHER' }),
      others: [],
    });
    await source.recordOriginal({ promptId: other, text: 'lone \ud800' });
  });
  afterEach(async () => {
    await here.dispose();
    await there.dispose();
  });

  const exported = async (selection: BundleSelection = { kind: 'all' }): Promise<string> =>
    JSON.stringify(await exportBundle(source, selection, exportedAt));
  const carried = async (selection?: BundleSelection): Promise<HistoryBundle> =>
    parseBundle(await exported(selection), hashText);
  const everythingOf = async (history: SqliteHistory): Promise<unknown> => {
    const { prompts, texts } = await exportBundle(history, { kind: 'all' }, exportedAt);
    const ordered = prompts.map((prompt) => ({
      ...prompt,
      versions: [...prompt.versions].sort((a, b) => a.id.localeCompare(b.id)),
    }));
    return { prompts: ordered, texts: Object.entries(texts).sort() };
  };

  it('carries everything into an empty history', async () => {
    const result = await target.importBundle(await carried());
    assert.deepEqual(
      { ...result, importId: '' },
      { importId: '', prompts: 2, versions: 5, runs: 1, known: 0 },
    );
    assert.deepEqual(await everythingOf(target), await everythingOf(source));
  });

  it('says before what it would add, and writes nothing for that', async () => {
    const bundle = await carried();
    const before = await target.planImport(bundle);
    assert.deepEqual(before, { prompts: 2, versions: 5, runs: 1, known: 0 });
    assert.deepEqual(await target.listPrompts(), []);
    const added = await target.importBundle(bundle);
    assert.deepEqual({ ...added, importId: '' }, { ...before, importId: '' });
    assert.deepEqual(await target.planImport(bundle), { prompts: 0, versions: 0, runs: 0, known: 5 });
  });

  it('carries the runs of single versions only when it is asked to', async () => {
    const [applied] = (await source.listVersions(promptId, { limit: 1 })).versions;
    const versionIds = [applied?.id ?? ''];
    const runsWith = async (withRuns: boolean): Promise<number> =>
      (await carried({ kind: 'versions', versionIds, withRuns })).prompts[0]?.runs.length ?? -1;
    assert.deepEqual([await runsWith(false), await runsWith(true)], [0, 1]);
  });

  it('refuses times that no date can say, and leaves prompts without versions out', async () => {
    const bundle = await carried();
    const [prompt] = bundle.prompts;
    assert.ok(prompt);
    const late = { ...bundle, prompts: [{ ...prompt, runs: [{ createdAt: 1e300, report: runReport() }] }] };
    assert.throws(() => parseBundle(JSON.stringify(late), hashText), /cannot be imported/);
    const empty = { ...bundle, prompts: [{ ...prompt, versions: [], runs: [] }] };
    const result = await target.importBundle(parseBundle(JSON.stringify(empty), hashText));
    assert.deepEqual([result.prompts, result.versions], [0, 0]);
  });

  it('adds nothing twice', async () => {
    const bundle = await carried();
    await target.importBundle(bundle);
    const again = await target.importBundle(bundle);
    assert.deepEqual([again.prompts, again.versions, again.runs, again.known], [0, 0, 0, 5]);
    assert.deepEqual(await everythingOf(target), await everythingOf(source));
    const own = await source.importBundle(bundle);
    assert.equal(own.versions, 0);
  });

  it('joins the prompt that stands at the same place with the same text', async () => {
    const mine = await target.identify({ prompt: foundPrompt(), others: [] });
    await target.recordOriginal({ promptId: mine, text: ORIGINAL });
    const result = await target.importBundle(await carried());
    assert.equal(result.prompts, 1);
    const [joined] = (await target.listPrompts()).filter(({ file }) => file === 'src/bot.py');
    assert.equal(joined?.id, mine);
    // The two clocks of the test agree, so the original is the very same version.
    assert.deepEqual([joined.versionCount, result.known], [4, 1]);
  });

  it('is taken back without a trace', async () => {
    const mine = await target.identify({ prompt: foundPrompt(), others: [] });
    await target.recordOriginal({ promptId: mine, text: ORIGINAL });
    const before = await everythingOf(target);
    const { importId } = await target.importBundle(await carried());
    assert.equal(await target.undoImport(importId), 4);
    assert.deepEqual(await everythingOf(target), before);
    assert.equal((await target.size()).prompts, 1);
    assert.equal(await target.undoImport(importId), 0);
  });

  it('lets the own history go on as if nothing had come from outside', async () => {
    const mine = await target.identify({ prompt: foundPrompt(), others: [] });
    await target.recordOriginal({ promptId: mine, text: ORIGINAL });
    await target.importBundle(await carried());
    const { origin } = await target.recordOriginal({ promptId: mine, text: ORIGINAL });
    assert.equal(origin, 'original');
    assert.equal((await target.listPrompts())[0]?.pendingReviews, 0);
  });

  it('carries single prompts and single versions', async () => {
    const [first] = (await source.listVersions(promptId, { limit: 1 })).versions;
    const one = await carried({ kind: 'versions', versionIds: [first?.id ?? ''] });
    assert.deepEqual(
      one.prompts.map(({ versions, runs }) => [versions.length, runs.length]),
      [[1, 0]],
    );
    assert.deepEqual(Object.values(one.texts), [REWRITE]);
    const prompt = await carried({ kind: 'prompts', promptIds: [promptId] });
    assert.deepEqual(
      prompt.prompts.map(({ file }) => file),
      ['src/bot.py'],
    );
    assert.deepEqual(Object.values(prompt.texts).sort(), [LONGER, ORIGINAL, REWRITE].sort());
    assert.equal((await target.importBundle(one)).versions, 1);
  });

  describe('from a stranger', () => {
    const refuses = async (change: (bundle: HistoryBundle) => unknown, what: RegExp): Promise<void> => {
      const bundle = JSON.parse(await exported()) as HistoryBundle;
      const json = JSON.stringify(change(bundle));
      assert.throws(
        () => parseBundle(json, hashText),
        (error) => isPromptOpsError(error) && error.reason === 'invalid-argument' && what.test(error.message),
      );
    };

    it('is refused when anything in it is wrong', async () => {
      assert.throws(() => parseBundle('{', hashText), /not JSON/u);
      await refuses(() => [], /document is not valid/u);
      await refuses((bundle) => ({ ...bundle, format: 'x' }), /not a history of PromptOps/u);
      await refuses((bundle) => ({ ...bundle, version: 2 }), /newer PromptOps/u);
      await refuses((bundle) => ({ ...bundle, texts: {} }), /text of the version .+ is missing/u);
      await refuses((bundle) => {
        const [key = ''] = Object.keys(bundle.texts);
        return { ...bundle, texts: { ...bundle.texts, [key]: 'Something else' } };
      }, /does not match its hash/u);
      await refuses((bundle) => {
        const [prompt] = bundle.prompts;
        return { ...bundle, prompts: [{ ...prompt, line: '1; DROP TABLE prompts' }] };
      }, /prompts\.0\.line is not valid/u);
    });

    it('can name no file outside of the workspace', () => {
      const names = {
        'src/a.py': 'src/a.py',
        '/etc/passwd': 'imported/passwd',
        '../../.ssh/authorized_keys': 'imported/authorized_keys',
        'C:\\Windows\\system.ini': 'imported/system.ini',
        'a/../../b': 'imported/b',
        'a\\..\\..\\b': 'imported/b',
        '..': 'imported/prompt',
        '//host/share/x': 'imported/x',
      };
      for (const [name, safe] of Object.entries(names)) assert.equal(safeFile(name), safe, name);
    });

    it('reaches no object of the program by its names', async () => {
      const json = (await exported()).replace('"texts":{', '"__proto__":{"x":1},"texts":{');
      const bundle = parseBundle(json, hashText);
      assert.equal(Object.hasOwn(bundle, 'x'), false);
      assert.equal(({} as Record<string, unknown>)['x'], undefined);
    });
  });
});
