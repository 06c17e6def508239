import { describeStopReason } from '../pcv/stop.ts';
import { counted } from './format-number.ts';
import { html, nothing, type Html } from './html.ts';
import { htmlDiff, htmlText } from './html-diff.ts';
import { htmlPage } from './html-page.ts';
import { checksSection, evidenceSection, explanationsSection, metricsSection } from './report-sections.ts';
import type { RunReport } from './run-report.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The report of a run as an HTML document in one file: it opens offline, runs nothing and prints. */
export function reportToHtml(report: RunReport): string {
  const { prompt, stopReason, iterations } = report;
  return htmlPage({
    title: prompt.name ?? prompt.file,
    lead: html`<p class="verdict">${verdictSentence(report)}</p>
      <p class="quiet">
        <bdi>${prompt.file}</bdi>, line ${prompt.line}. Engine: ${report.engine},
        ${counted(iterations, 'round')}. ${describeStopReason(stopReason)}
      </p>`,
    body: html`<h2>Metrics</h2>
      ${metricsSection(report)}${evidenceSection(report)}${changeOf(report)}${contractOf(report)}`,
  });
}

function changeOf({ original, candidate, explanations }: RunReport): Html {
  if (candidate === null) {
    return html`<h2>Original</h2>
      ${htmlText(original.text)}`;
  }
  return html`<h2>Change</h2>
    ${htmlDiff(original.text, candidate.text)}${explanationsSection(explanations)}
    <h2>Texts</h2>
    <details>
      <summary>Original</summary>
      ${htmlText(original.text)}
    </details>
    <details>
      <summary>Rewrite</summary>
      ${htmlText(candidate.text)}
    </details> `;
}

function contractOf(report: RunReport): Html {
  const { checks } = report;
  if (checks.length === 0) return nothing;
  const passed = checks.filter(({ status }) => status === 'passed').length;
  return html`<h2>Contract</h2>
    <details>
      <summary>${passed} of ${checks.length} checks passed</summary>
      ${checksSection(report)}
    </details> `;
}
