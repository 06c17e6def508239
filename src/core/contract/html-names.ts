/**
 * Elements of HTML that prompts speak about or contain. Left out are names that a prompt uses at least as often for a
 * value to fill in when nothing closes them: `<title>`, `<input>`, `<summary>`, `<label>`, `<time>`, `<data>`, …
 */
export const htmlNames: ReadonlySet<string> = new Set(
  (
    'a abbr article aside audio b base bdi bdo blockquote body br button canvas caption cite col colgroup dd del details ' +
    'dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i ' +
    'iframe img ins kbd legend li main mark meta meter nav noscript ol optgroup p picture pre progress q rp rt ruby s samp ' +
    'script search section select slot small span strong style sub sup svg path table tbody td template textarea tfoot th ' +
    'thead tr track u ul var video wbr font center'
  ).split(' '),
);
