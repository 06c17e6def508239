import assert from 'node:assert/strict';
import { findOutputContract } from '../../../../src/core/contract/output-contract.ts';

/** `kind format values: text` of every statement. */
function found(text: string): readonly string[] {
  return findOutputContract(text).map(
    ({ kind, format, values, span }) =>
      `${kind} ${format ?? values.join('|')}: ${text.slice(span.start, span.end)}`,
  );
}

describe('what a prompt says about the form of the answer', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'Return the names as JSON.': ['format json: Return the names as JSON'],
    'Respond with a valid JSON object with these keys.': ['format json: Respond with a valid JSON object'],
    'Output format: YAML': ['format yaml: Output format: YAML'],
    'Write the answer in XML format.': ['format xml: Write the answer in XML format'],
    'Give me a numbered list of names.': ['format list: Give me a numbered list'],
    'Answer in bullet points.': ['format list: Answer in bullet points'],
    'Answer with yes or no.': ['format boolean: Answer with yes or no'],
    'Reply with a single word.': ['format one-word: Reply with a single word'],
    'Return only the code.': ['format code: Return only the code'],
    'Return a single integer.': ['format number: Return a single integer'],
    'Present the result as a table.': ['format table: Present the result as a table'],
    'Rate it on a scale from 1 to 5.': ['scale 1|5: Rate it on a scale from 1 to 5'],
    'Give a score between 0 and 10.': ['scale 0|10: score between 0 and 10'],
    'Classify the text as positive, negative or neutral.': [
      'labels positive|negative|neutral: Classify the text as positive, negative or neutral',
    ],
    'Choose one of the following: QUICK, SEARCH, TASK, or OTHER.': [
      'labels QUICK|SEARCH|TASK|OTHER: one of the following: QUICK, SEARCH, TASK, or OTHER',
    ],
    'Answer with "spam" or "ham".': ['labels spam|ham: Answer with "spam" or "ham"'],
    'Status: "open" | "closed"': ['labels open|closed: Status: "open" | "closed"'],
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(text, () => assert.deepEqual(found(text), expected));
  }
});

describe('what is no statement about the answer', () => {
  const texts = [
    'The input is a JSON file.',
    'You know JSON, XML and YAML well.',
    'Read the table and think.',
    'Write 3 to 5 sentences.',
    'Use examples such as cats and dogs.',
    'The classes, the rooms and the halls are open.',
    'Fragen Sie den Nutzer.',
    '',
  ];
  for (const text of texts) it(JSON.stringify(text), () => assert.deepEqual(found(text), []));
});
