import type { BundledPrompt, HistoryBundle } from '../history/bundle.ts';
import { counted } from './format-number.ts';
import { entryFacts, entryTitle, historyEntries, utcTime, type HistoryEntry } from './history-entries.ts';
import { html, nothing, type Html } from './html.ts';
import { htmlDiff, htmlText } from './html-diff.ts';
import { htmlPage } from './html-page.ts';
import { evidenceSection, explanationsSection, metricsSection } from './report-sections.ts';
import { verdictSentence } from './verdict-sentence.ts';

/**
 * A history as an HTML document in one file: each version with its evidence and with the words that differ from the
 * version it was made from. Every whole text stands in it once.
 */
export function historyToHtml({ prompts, texts, exportedAt }: HistoryBundle): string {
  return htmlPage({
    title: 'Prompt history',
    lead: html`<p class="quiet">
        ${counted(prompts.length, 'prompt')},
        ${counted(
          prompts.reduce((sum, { versions }) => sum + versions.length, 0),
          'version',
        )},
        exported ${utcTime(Date.parse(exportedAt))}.
      </p>
      ${contents(prompts)}`,
    body: html`${prompts.map((prompt, index) => promptPart(prompt, index, texts))}`,
  });
}

function contents(prompts: readonly BundledPrompt[]): Html {
  if (prompts.length < 2) return nothing;
  const items = prompts.map(
    (prompt, index) =>
      html`<li>
        <a href="#prompt-${index}"><bdi>${titleOf(prompt)}</bdi></a>
      </li> `,
  );
  return html`<nav aria-label="Prompts">
    <ol>
      ${items}
    </ol>
  </nav>`;
}

function titleOf({ name, file, line }: BundledPrompt): string {
  return name ?? `${file}:${line}`;
}

function promptPart(prompt: BundledPrompt, index: number, texts: HistoryBundle['texts']): Html {
  const shown = new Map<string, string>();
  const entries = historyEntries(prompt, texts);
  return html`<article>
    <h2 id="prompt-${index}"><bdi>${titleOf(prompt)}</bdi></h2>
    <p class="quiet">
      <bdi>${prompt.file}</bdi>, line ${prompt.line}. ${counted(entries.length, 'version')}, newest first.
    </p>
    ${entries.map((entry, at) => entryPart(entry, `version-${index}-${at}`, shown))}
  </article> `;
}

/** `shown` has the places of the texts that stand in the document already, by their hashes. */
function entryPart(entry: HistoryEntry, place: string, shown: Map<string, string>): Html {
  const { version, report, explanations } = entry;
  const isResult = report !== null && version.origin === 'applied';
  const facts = entryFacts(entry).map(
    ({ name, value }) =>
      html`<div>
        <dt>${name}</dt>
        <dd><bdi>${value}</bdi></dd>
      </div>`,
  );
  const tags = version.tags.map((tag) => html` <span class="tag"><bdi>${tag}</bdi></span>`);
  return html`<section id="${place}">
    <h3><bdi>${entryTitle(entry)}</bdi>, ${utcTime(version.createdAt)}${tags}</h3>
    ${version.comment === null ? nothing : html`<p class="comment" dir="auto">${version.comment}</p> `}
    <dl>${facts}</dl>
    ${isResult ? html`<p>${verdictSentence(report)}</p>` : nothing} ${textPart(entry, place, shown)}
    ${explanationsSection(explanations)}
    ${isResult ? html`${metricsSection(report)}${evidenceSection(report)}` : nothing}
  </section> `;
}

function textPart({ version, text, basis }: HistoryEntry, place: string, shown: Map<string, string>): Html {
  const known = shown.get(version.textHash);
  shown.set(version.textHash, known ?? place);
  const whole = known === undefined ? htmlText(text) : sameText(known);
  if (basis === null || basis.text === text) return whole;
  return html`<h4>
      Change against <bdi>${basis.version.name ?? basis.version.origin}</bdi> of
      ${utcTime(basis.version.createdAt)}
    </h4>
    ${htmlDiff(basis.text, text)}${
      known === undefined
        ? html`<details>
            <summary>Whole text</summary>
            ${whole}
          </details> `
        : whole
    }`;
}

function sameText(place: string): Html {
  return html`<p><a href="#${place}">The same text as in a newer version</a></p> `;
}
