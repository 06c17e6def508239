import assert from 'node:assert/strict';
import type { Finding, Severity } from '../../../../src/core/model.ts';
import { lintToText, toLintedFile } from '../../../../src/core/report/lint-report.ts';
import { lintToSarif } from '../../../../src/core/report/sarif.ts';
import { ansiStyle, plainStyle } from '../../../../src/core/report/style.ts';
import { sarifSchema } from '../../../cli/support/sarif-schema.ts';

function finding(
  severity: Severity,
  start: number,
  end: number,
): { finding: Finding; span: Finding['span'] } {
  const span = { start, end };
  const message = 'Say it \u001b[1mplainly\u001b[0m.';
  return {
    finding: { ruleId: 'PO001', category: 'economy', severity, message, span, evidence: '', fix: null },
    span,
  };
}

const source = 'first\r\nsecond 😀 line\n';

describe('the report of lint', () => {
  const file = toLintedFile('a b/ü.py', source, [finding('error', 0, 5), finding('hint', 14, 22)]);

  it('has places that count from 1 and end behind the last character', () => {
    assert.deepEqual(
      file.findings.map(({ line, column, endLine, endColumn }) => [line, column, endLine, endColumn]),
      [
        [1, 1, 1, 6],
        [2, 8, 3, 1],
      ],
    );
  });

  it('is a line for each finding and a sum', () => {
    assert.equal(
      lintToText([file, { file: 'clean.py', findings: [] }], plainStyle),
      [
        'a b/ü.py:1:1  error  Say it \ufffd[1mplainly\ufffd[0m. PO001',
        'a b/ü.py:2:8  hint   Say it \ufffd[1mplainly\ufffd[0m. PO001',
        '',
        '2 findings in 2 files: 1 error, 1 hint.',
        '',
      ].join('\n'),
    );
    assert.equal(lintToText([], plainStyle), 'No findings in 0 files.\n');
  });

  it('colours errors red and warnings yellow', () => {
    const text = lintToText(
      [toLintedFile('a', source, [finding('error', 0, 1), finding('warning', 0, 1)])],
      ansiStyle,
    );
    assert.match(text, /\u001b\[31merror {2}\u001b\[39m/);
    assert.match(text, /\u001b\[33mwarning\u001b\[39m/);
  });

  it('is valid SARIF with encoded names', () => {
    const severities: Severity[] = ['error', 'warning', 'information', 'hint'];
    const findings = severities.map((severity, index) => finding(severity, index, index + 1));
    const log = sarifSchema.parse(
      lintToSarif(
        [toLintedFile('a b\\ü#?.py', source, findings), toLintedFile('C:\\x y.py', source, findings)],
        '1.2.3',
      ),
    );
    const results = log.runs[0]?.results ?? [];
    assert.deepEqual(
      results.slice(0, 4).map(({ level }) => level),
      ['error', 'warning', 'note', 'note'],
    );
    assert.deepEqual(
      [results[0], results[4]].map((result) => result?.locations[0]?.physicalLocation.artifactLocation.uri),
      ['a%20b/%C3%BC%23%3F.py', 'file:///C:/x%20y.py'],
    );
  });
});
