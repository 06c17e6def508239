import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileSchema } from '../../../../../../src/core/evaluation/cases/json-schema/compile-schema.ts';
import { validateJson } from '../../../../../../src/core/evaluation/cases/json-schema/validate-json.ts';

function check(schema: unknown, value: unknown): string {
  const compiled = compileSchema(schema);
  if ('problem' in compiled) return `refused: ${compiled.problem}`;
  const result = validateJson(value, compiled);
  return result.status === 'valid' ? 'valid' : `${result.status}: ${result.problem}`;
}

describe('validateJson', () => {
  it('says where a value does not fit', () => {
    const person = {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 2 },
        tags: { items: { enum: ['a', 'b'] }, uniqueItems: true },
      },
      required: ['name'],
      additionalProperties: false,
    };
    assert.deepEqual(
      [
        { name: 'Al', tags: ['a', 'b'] },
        {},
        { name: 'A' },
        { name: 'Al', tags: ['c'] },
        { name: 'Al', tags: ['a', 'a'] },
        { name: 'Al', x: 1 },
        [],
      ].map((value) => check(person, value)),
      [
        'valid',
        'invalid: the value: has no property name',
        'invalid: .name: has 1 characters, fewer than 2',
        'invalid: .tags[0]: is none of the allowed values',
        'invalid: .tags: holds an item twice',
        'invalid: the value: has the extra property x',
        'invalid: the value: must be object',
      ],
    );
  });

  it('combines, decides and refers', () => {
    const schema = {
      $defs: {
        tree: { type: 'object', properties: { next: { $ref: '#/$defs/tree' }, kind: { const: 'leaf' } } },
      },
      allOf: [{ $ref: '#/$defs/tree' }],
      if: { required: ['kind'] },
      then: { not: { required: ['next'] } },
      else: { required: ['next'] },
    };
    assert.equal(check(schema, { kind: 'leaf' }), 'valid');
    assert.equal(check(schema, { next: { next: { kind: 'leaf' } } }), 'valid');
    assert.equal(
      check(schema, { next: { next: { kind: 'tree' } } }),
      'invalid: .next.next.kind: is not the one allowed value',
    );
    assert.equal(
      check(schema, { kind: 'leaf', next: {} }),
      'invalid: the value: fits the schema that `not` forbids',
    );
    assert.equal(
      check({ oneOf: [{ type: 'integer' }, { minimum: 2 }] }, 3),
      'invalid: the value: fits 2 schemas of oneOf, not one',
    );
    assert.equal(check({ oneOf: [{ type: 'integer' }, { minimum: 2 }] }, 1), 'valid');
  });

  it('checks numbers, texts and formats', () => {
    assert.equal(check({ multipleOf: 0.1 }, 0.3), 'valid');
    assert.equal(check({ multipleOf: 0.1 }, 0.35), 'invalid: the value: must be a multiple of 0.1');
    assert.equal(check({ maxLength: 1 }, '😀'), 'valid');
    assert.equal(check({ pattern: '^a+$' }, 'b'), 'invalid: the value: does not match ^a+$');
    assert.deepEqual(
      ['2024-02-29', '2023-02-29', '2024-13-01'].map((value) => check({ format: 'date' }, value)),
      ['valid', 'invalid: the value: is no date', 'invalid: the value: is no date'],
    );
    assert.equal(check({ format: 'date-time' }, '2024-02-29T23:59:60Z'), 'valid');
    assert.equal(check({ format: 'email' }, 'a..b@example.org'), 'invalid: the value: is no email');
  });

  it('refuses what it could only pass over', () => {
    assert.deepEqual(
      [
        { unevaluatedProperties: false },
        { properties: { a: { $dynamicRef: '#x' } } },
        { $ref: 'https://example.org/schema' },
        { $ref: '#/definitions/gone' },
        { pattern: '(?=x)' },
        { format: 'iri' },
        'text',
      ].map((schema) => check(schema, {})),
      [
        'refused: the keyword unevaluatedProperties of JSON schemas is not supported',
        'refused: the keyword $dynamicRef of JSON schemas is not supported',
        'refused: the reference https://example.org/schema leads nowhere in the schema',
        'refused: the reference #/definitions/gone leads nowhere in the schema',
        'refused: the pattern (?=x) cannot be used: look-ahead and look-behind cannot be bounded in time',
        'refused: the format iri of JSON schemas is not supported',
        'refused: a schema must be an object',
      ],
    );
  });

  it('gives up instead of running on for ever', () => {
    assert.equal(check({ $ref: '#' }, 1), 'unknown: the check would take too long');
  });
});
