import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { metricDefinition, metricDefinitions } from '../../../../src/core/metrics/metric-definitions.ts';

describe('metricDefinitions', () => {
  it('define each metric once, in full', () => {
    const ids = metricDefinitions.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const definition of metricDefinitions) {
      assert.ok(definition.definition.endsWith('.'), definition.id);
      assert.ok(definition.unknown.endsWith('.'), definition.id);
      assert.ok(definition.formula !== '' && definition.inputs.length > 0, definition.id);
      assert.equal(metricDefinition(definition.id), definition);
    }
  });

  it('are what docs/metrics.md says', () => {
    const docs = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');
    for (const { label, definition, formula } of metricDefinitions) {
      for (const part of [label, definition, formula]) assert.ok(docs.includes(part), part);
    }
  });
});
