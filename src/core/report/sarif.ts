import type { Severity } from '../model.ts';
import { rules } from '../rules/rule-table.ts';
import type { LintDocument, LintFinding } from './lint-report.ts';

/** Findings as a SARIF 2.1.0 log (OASIS), which code hosts show beside the lines of a change. */
export function lintToSarif(document: LintDocument, version: string): object {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'PromptOps', version, rules: rules.map(toSarifRule) } },
        columnKind: 'utf16CodeUnits',
        results: document.flatMap(({ file, findings }) => findings.map((finding) => toResult(file, finding))),
      },
    ],
  };
}

function toSarifRule({ id, name, title, why, severity, category }: (typeof rules)[number]): object {
  return {
    id,
    name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    defaultConfiguration: { level: levels[severity] },
    properties: { category },
  };
}

function toResult(file: string, finding: LintFinding): object {
  const { ruleId, severity, message, line, column, endLine, endColumn } = finding;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: toUri(file) }, region } }],
  };
}

/** A reference of RFC 3986: relative as the file was named, or a `file:` URI where a drive would pass for a scheme. */
function toUri(file: string): string {
  const encoded = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return /^[A-Za-z]:[\\/]/u.test(file) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}

const levels = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
} as const satisfies Record<Severity, string>;
