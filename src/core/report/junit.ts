import type { TestedPrompt, TestReport, TestResult } from './test-report.ts';

/**
 * The results as JUnit XML: a suite for each prompt. A failed test is a failure, a failed call an error; what says nothing
 * about the prompt is skipped, with the reason.
 */
export function testReportToJunit({ config, prompts, problems }: TestReport): string {
  const results = prompts.flatMap((prompt) => prompt.results);
  const leftOut = problems
    .filter(({ effect }) => effect !== 'ignored')
    .map(({ file, line, column, message }) => {
      const attributes = { name: `${file}:${line}:${column}`, classname: config };
      return `    <testcase ${attributesText(attributes)}><skipped ${attributesText({ message })}/></testcase>`;
    });
  const suites = [
    ...prompts.map(suiteXml),
    ...(leftOut.length === 0
      ? []
      : [
          `  <testsuite ${attributesText({ name: 'left out', tests: leftOut.length, skipped: leftOut.length })}>`,
          ...leftOut,
          '  </testsuite>',
        ]),
  ];
  const counted = countsOf(results);
  const counts = {
    name: config,
    ...counted,
    tests: results.length + leftOut.length,
    skipped: (counted['skipped'] ?? 0) + leftOut.length,
  };
  return `${['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites ${attributesText(counts)}>`, ...suites, '</testsuites>'].join('\n')}\n`;
}

function suiteXml({ label, results }: TestedPrompt): string {
  const lines = results.map((result) => caseXml(result, label));
  return [
    `  <testsuite ${attributesText({ name: label, ...countsOf(results) })}>`,
    ...lines,
    '  </testsuite>',
  ].join('\n');
}

function countsOf(results: readonly TestResult[]): Readonly<Record<string, number>> {
  const count = (test: (result: TestResult) => boolean): number => results.filter(test).length;
  const decided = new Set(['passed', 'failed', 'missing']);
  return {
    tests: results.length,
    failures: count(({ status }) => status === 'failed'),
    errors: count(({ status }) => status === 'missing'),
    skipped: count(({ status }) => !decided.has(status)),
  };
}

function caseXml(result: TestResult, classname: string): string {
  const name = `${result.case}${result.description === null ? '' : ` ${result.description}`} #${result.repeat + 1}`;
  const time = Math.round(result.latencyMs ?? 0) / 1000;
  return `    <testcase ${attributesText({ name, classname, time })}>${outcomeXml(result)}</testcase>`;
}

function outcomeXml({ status, failures, unknown, output, reason }: TestResult): string {
  const message = [...failures, ...unknown].map((remark) => `${remark.type}: ${remark.message}`).join('\n');
  switch (status) {
    case 'passed':
      return '';
    case 'failed':
      return `<failure ${attributesText({ message })}>${escapeXml(output ?? '')}</failure>`;
    case 'missing':
      return `<error ${attributesText({ message: reason ?? '' })}/>`;
    case 'undecided':
      return `<skipped ${attributesText({ message })}/>`;
    case 'no-assertions':
      return `<skipped ${attributesText({ message: 'The test has no assertions.' })}/>`;
    case 'not-run':
      return `<skipped ${attributesText({ message: reason ?? '' })}/>`;
  }
}

function attributesText(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(' ');
}

/** XML 1.0 has no place for most control characters and for halves of surrogate pairs. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}
