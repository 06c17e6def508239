import { html, nothing, type Html } from './html.ts';
import { htmlTable } from './html-page.ts';
import { metricRows } from './metric-rows.ts';
import type { Explanation, RunReport } from './run-report.ts';
import { signed } from './format-number.ts';

/** The metrics of a run, each with where its number comes from. */
export function metricsSection(report: RunReport): Html {
  return htmlTable('Metrics of the run', ['Metric', 'Before', 'After', 'Source'], metricRows(report));
}

/** What was changed and why; nothing when no change has a reason. */
export function explanationsSection(explanations: readonly Explanation[]): Html {
  if (explanations.length === 0) return nothing;
  const rows = explanations.map(({ before, after, why, rule, tokensDelta }) => [
    html`<bdi>${why}</bdi>`,
    before.trim() === '' ? '' : html`<del>${before.trim()}</del>`,
    after.trim() === '' ? '' : html`<ins>${after.trim()}</ins>`,
    rule ?? 'model',
    signed(tokensDelta, 0),
  ]);
  return htmlTable('Why it was changed', ['Reason', 'Before', 'After', 'Rule', 'Tokens'], rows);
}

/** What the Verifier looked at. */
export function checksSection({ checks }: RunReport): Html {
  if (checks.length === 0) return nothing;
  const rows = checks.map(({ id, status, detail }) => [id, status, html`<bdi>${detail}</bdi>`]);
  return htmlTable('Contract', ['Check', 'Status', 'Detail'], rows);
}

/** What models found out, and how far it can be trusted. */
export function evidenceSection({ evidence }: RunReport): Html {
  if (evidence === undefined || evidence.sentences.length === 0) return nothing;
  return html`<ul>
    ${evidence.sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul> `;
}
