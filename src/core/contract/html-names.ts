/**
 * Elements of HTML that prompts speak about or contain. Left out are names that a prompt uses at least as often for a
 * value to fill in when nothing closes them; `ambiguousHtmlNames` has those.
 */
export const htmlNames: ReadonlySet<string> = new Set(
  (
    'a abbr acronym applet article aside audio b base bdi bdo big blockquote body br button canvas caption center cite col ' +
    'colgroup dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset ' +
    'h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img ins kbd legend li main mark marquee meta meter nav nobr ' +
    'noscript ol optgroup p path picture pre progress q rp rt ruby s samp script search section select slot small span ' +
    'strike strong style sub sup svg table tbody td template textarea tfoot th thead tr track tt u ul var video wbr'
  ).split(' '),
);

/** Elements of HTML only where the text speaks about HTML; elsewhere `Title: <title>` is a value to fill in. */
export const ambiguousHtmlNames: ReadonlySet<string> = new Set(
  'address area code data input label link map object option output param source summary text time title'.split(
    ' ',
  ),
);
