import type {
  ComparedCases,
  ComparedPair,
  ComparedPrompt,
  CompareReport,
  PairedOutput,
} from './compare-report.ts';
import { padColumns } from './display-width.ts';
import { counted, dollars, grouped, signed, signedPercent } from './format-number.ts';
import { withoutControls, type ReportStyle } from './style.ts';

/** Two prompts side by side for a terminal: what the rules measure, what the contract says, what the cases showed. */
export function compareReportToText(report: CompareReport, style: ReportStyle): string {
  const { a, b, checks, cases } = report;
  const broken = checks.filter(({ status }) => status !== 'passed');
  const sections = [
    [`A  ${nameOf(a)}`, `B  ${nameOf(b)}`, '', style.strong(verdictLine(report))].join('\n'),
    staticTable(report, style),
    broken.length === 0
      ? style.good(`B keeps the contract of A (${checks.length} checks).`)
      : broken.map(({ id, status, detail }) => style.warn(oneLine(`${id} ${status}: ${detail}`))).join('\n'),
    ...(cases === null ? [] : [casesToText(cases, style)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function nameOf({ file, line, name }: ComparedPrompt): string {
  return withoutControls(`${file}:${line}${name === null || file.endsWith(name) ? '' : ` ${name}`}`);
}

const verdictWords = {
  improved: 'B is better',
  'equivalent-and-cheaper': 'B is shorter and not worse',
  inconclusive: 'No difference is proven',
  regressed: 'B is worse',
} as const;

const tierWords = {
  E0: 'judged by rules only (E0)',
  E1: 'judged by a model that read both prompts (E1)',
  E2: 'judged by a model that read outputs of both (E2)',
  E3: 'measured by assertions on outputs of both (E3)',
} as const;

function verdictLine({ verdict, tier }: CompareReport): string {
  return `${verdictWords[verdict]}; ${tierWords[tier]}.`;
}

function staticTable({ a, b, compression }: CompareReport, style: ReportStyle): string {
  const rows = [
    ['', 'A', 'B', 'change'],
    ['tokens', grouped(a.tokens), grouped(b.tokens), signedPercent(-compression)],
    [
      'rubric (E0)',
      a.quality.value.toFixed(1),
      b.quality.value.toFixed(1),
      signed(b.quality.value - a.quality.value, 1),
    ],
    ['findings', String(a.findings), String(b.findings), signed(b.findings - a.findings, 0)],
  ];
  return rows
    .map((cells, index) => {
      const line = cells
        .map((cell, column) => padColumns(cell, column === 0 ? 12 : 10))
        .join('')
        .trimEnd();
      return index === 0 ? style.quiet(line) : line;
    })
    .join('\n');
}

function casesToText(cases: ComparedCases, style: ReportStyle): string {
  const { usage, pairs, problems } = cases;
  const cost = usage.costUsd === null ? 'cost unknown' : dollars(usage.costUsd);
  return [
    style.strong(gainLine(cases)),
    ...caveatLines(cases),
    ...pairs.map((pair) => `  ${pairLine(pair)}`),
    ...problems.map(({ file, line, column, message }) =>
      style.quiet(oneLine(`${file}:${line}:${column}: ${message}`)),
    ),
    style.quiet(`${counted(usage.calls, 'call')} of ${withoutControls(cases.model)}, ${cost}`),
  ].join('\n');
}

function gainLine({ gain, interval, scored, pValue }: ComparedCases): string {
  const range =
    interval === null
      ? 'no interval'
      : `95 % interval ${signed(interval[0], 1)} to ${signed(interval[1], 1)}`;
  const p = pValue === null ? '' : `, p ${pValue.toFixed(3)}`;
  return `Gain ${signed(gain, 1)} points over ${counted(scored, 'case')}, ${range}${p}.`;
}

function caveatLines({ caveat, missing, noiseFloor }: ComparedCases): string[] {
  return [
    ...(caveat === 'few-cases' ? ['Fewer than six scored cases are no evidence.'] : []),
    ...(caveat === 'length' ? ['The judge may only like longer answers.'] : []),
    ...(missing > 0
      ? [`${counted(missing, 'case')} without scores on both sides: missing data, not failures.`]
      : []),
    ...(noiseFloor === null ? [] : [`Noise between repeats: ${noiseFloor.toFixed(1)} points.`]),
  ];
}

function pairLine({ case: id, description, a, b }: ComparedPair): string {
  const title = description === null ? '' : `  ${oneLine(description).slice(0, 60)}`;
  return `${padColumns(id, 6)}A ${scores(a)}  B ${scores(b)}${title}`;
}

function scores(outputs: readonly PairedOutput[]): string {
  return outputs.map(({ score }) => (score === null ? ' –  ' : score.toFixed(2))).join(' ');
}

function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' '));
}
