import type { Check } from '../model.ts';
import { checkNothing } from './check-detail.ts';
import type { Contract } from './contract.ts';
import { formatWord, type OutputFormat, type OutputStatement } from './output-contract.ts';

const dataFormats: readonly OutputFormat[] = ['json', 'xml', 'yaml', 'csv', 'html', 'table'];

/** The checks of the required form of the answer and of the language of the prompt. */
export function checkOutput(before: Contract, after: Contract): readonly Check[] {
  return [
    checkNothing('output-schema-kept', 'Missing or contradicted', [
      ...missingFormats(before, after),
      ...missingValues(before, after),
      ...contradictingFormats(before, after),
    ]),
    checkLanguage(before, after),
  ];
}

function formatsOf(statements: readonly OutputStatement[]): ReadonlySet<OutputFormat> {
  return new Set(statements.flatMap(({ format }) => (format === null ? [] : [format])));
}

function missingFormats(before: Contract, after: Contract): readonly string[] {
  const found = formatsOf(after.output);
  return [...formatsOf(before.output)].filter(
    (format) => !found.has(format) && !formatWord(format).test(after.text),
  );
}

/** Labels and ends of scales, each of which must still occur as a word. */
function missingValues(before: Contract, after: Contract): readonly string[] {
  const known = new Set(after.output.flatMap(({ values }) => values));
  const values = new Set(before.output.flatMap((statement) => statement.values));
  return [...values].filter((value) => !known.has(value) && !after.text.includes(value));
}

function contradictingFormats(before: Contract, after: Contract): readonly string[] {
  const asked = dataFormats.filter((format) => formatsOf(before.output).has(format));
  if (asked.length === 0) return [];
  return dataFormats.filter(
    (format) => formatsOf(after.output).has(format) && !formatWord(format).test(before.text),
  );
}

function checkLanguage(before: Contract, after: Contract): Check {
  const id = 'language-kept';
  const [was, is] = [before.language.language, after.language.language];
  if (was === 'unknown' || is === 'unknown') {
    return { id, status: 'unknown', detail: 'Too little prose to tell the language.' };
  }
  return was === is
    ? { id, status: 'passed', detail: '' }
    : { id, status: 'failed', detail: `The language was ${was} and is now ${is}.` };
}
