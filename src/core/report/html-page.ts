import { html, type Html } from './html.ts';
import { pageStyle, pageStyleHash } from './html-page-style.ts';

export interface HtmlPage {
  readonly title: string;
  /** Below the title: what the document is and when it was made. */
  readonly lead: Html;
  readonly body: Html;
}

/**
 * A document in one file that loads nothing and runs nothing: its policy allows its own style and forbids the rest. It
 * follows the colours that its reader prefers, and prints.
 */
export function htmlPage({ title, lead, body }: HtmlPage): string {
  const policy = `default-src 'none'; style-src 'sha256-${pageStyleHash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${{ markup: `<style>${pageStyle}</style>` }}
      </head>
      <body>
        <header>
          <h1><bdi>${title}</bdi></h1>
          ${lead}
        </header>
        <main>${body}</main>
        <footer>
          <p>
            Made with PromptOps. Tiers say where a quality comes from: E0 rules, E1 a model read the prompts,
            E2 a model read outputs, E3 assertions on outputs. Qualities of different tiers are not
            comparable.
          </p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}

/** A table with a heading for each column and a caption for those who do not see it; the first cell heads its row. */
export function htmlTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const bodyRows = rows.map(
    ([first = '', ...cells]) =>
      html`<tr>
        <th scope="row">${first}</th>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr> `,
  );
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${bodyRows}
    </tbody>
  </table> `;
}
