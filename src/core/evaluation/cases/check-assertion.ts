import type { OutputContext } from './case-result.ts';
import { findContainedJson, parseJson } from './contained-json.ts';
import { isWithinEdits } from './edit-distance.ts';
import { areEqualJson } from './equal-json.ts';
import type { DeterministicAssertion, ExpectedValue, JsonSchema } from './evaluation-case.ts';
import { compileSchema } from './json-schema/compile-schema.ts';
import { validateJson } from './json-schema/validate-json.ts';
import { compilePattern } from './safe-pattern.ts';

/** Whether an output meets an expectation before negation. `detail` says what was expected, after "Expected". */
export interface Finding {
  /** Null: it cannot be decided. */
  readonly isMet: boolean | null;
  readonly detail: string;
}

/** Decides one assertion without a model. Negation is left to the caller. */
export function checkAssertion(
  assertion: DeterministicAssertion,
  output: string,
  context: OutputContext,
): Finding {
  switch (assertion.type) {
    case 'equals':
      return checkEqual(assertion.value, output);
    case 'contains':
      return { isMet: output.includes(assertion.value), detail: `to contain ${quote(assertion.value)}` };
    case 'icontains':
      return {
        isMet: output.toLowerCase().includes(assertion.value.toLowerCase()),
        detail: `to contain ${quote(assertion.value)} in any case`,
      };
    case 'starts-with':
      return { isMet: output.startsWith(assertion.value), detail: `to start with ${quote(assertion.value)}` };
    case 'contains-all':
    case 'contains-any':
      return checkParts(assertion.type === 'contains-all', assertion.values, output);
    case 'icontains-all':
    case 'icontains-any': {
      const values = assertion.values.map((value) => value.toLowerCase());
      return checkParts(assertion.type === 'icontains-all', values, output.toLowerCase());
    }
    case 'regex':
      return checkPattern(assertion.pattern, output);
    case 'is-json':
      return checkJson(parseJson(output), assertion.schema);
    case 'contains-json':
      return checkContainedJson(output, assertion.schema);
    case 'levenshtein':
      return {
        isMet: isWithinEdits(output, assertion.value, assertion.mostEdits),
        detail: `to differ from ${quote(assertion.value)} by at most ${assertion.mostEdits} edits`,
      };
    case 'cost':
      return {
        isMet: atMost(context.costUsd, assertion.mostUsd),
        detail: `to cost at most $${assertion.mostUsd}`,
      };
    case 'latency':
      return {
        isMet: atMost(context.latencyMs, assertion.mostMs),
        detail: `to take at most ${assertion.mostMs} ms`,
      };
  }
}

function checkEqual(expected: ExpectedValue, output: string): Finding {
  if (expected.kind === 'text') {
    return { isMet: output === expected.text, detail: `to equal ${quote(expected.text)}` };
  }
  const value = parseJson(output);
  return {
    isMet: value !== undefined && areEqualJson(value, expected.json),
    detail: `to equal the JSON value ${quote(JSON.stringify(expected.json))}`,
  };
}

function checkParts(needsAll: boolean, values: readonly string[], output: string): Finding {
  const missing = values.filter((value) => !output.includes(value));
  return needsAll
    ? {
        isMet: missing.length === 0,
        detail: `to contain all of ${quoteAll(missing.length === 0 ? values : missing)}`,
      }
    : { isMet: missing.length < values.length, detail: `to contain one of ${quoteAll(values)}` };
}

function checkPattern(source: string, output: string): Finding {
  const pattern = compilePattern(source);
  if ('problem' in pattern) return { isMet: null, detail: `the pattern cannot be used: ${pattern.problem}` };
  return { isMet: pattern.test(output), detail: `to match ${quote(source)}` };
}

function checkJson(value: unknown, schema: JsonSchema | null): Finding {
  if (value === undefined) return { isMet: false, detail: 'to be JSON' };
  if (schema === null) return { isMet: true, detail: 'to be JSON' };
  const compiled = compileSchema(schema);
  if ('problem' in compiled) return { isMet: null, detail: `the schema cannot be used: ${compiled.problem}` };
  const result = validateJson(value, compiled);
  switch (result.status) {
    case 'valid':
      return { isMet: true, detail: 'to fit the schema' };
    case 'invalid':
      return { isMet: false, detail: `to fit the schema (${result.problem})` };
    case 'unknown':
      return { isMet: null, detail: result.problem };
  }
}

/** Met as soon as one of the JSON values fits. */
function checkContainedJson(output: string, schema: JsonSchema | null): Finding {
  const { values, isComplete } = findContainedJson(output);
  const findings = values.map((value) => checkJson(value, schema));
  const met = findings.find(({ isMet }) => isMet === true);
  if (met !== undefined) return { ...met, detail: 'to contain JSON that fits' };
  const open = findings.find(({ isMet }) => isMet === null);
  if (open !== undefined) return open;
  if (!isComplete) return { isMet: null, detail: 'the search for JSON would take too long' };
  return { isMet: false, detail: values.length === 0 ? 'to contain JSON' : (findings[0]?.detail ?? '') };
}

function atMost(value: number | null, most: number): boolean | null {
  return value === null ? null : value <= most;
}

/** Characters of an expectation that a message shows. */
const longestQuote = 80;

function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);
}

function quoteAll(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map(quote).join(', ');
  return texts.length > 5 ? `${shown}, …` : shown;
}
