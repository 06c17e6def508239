/** The style of exported documents. A unit test compares it with {@link pageStyleHash}. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --quiet: #57606a; --ground: #ffffff; --raised: #f6f8fa; --line: #d0d7de; --accent: #0550ae;
  --added: #116329; --added-ground: #dafbe1; --removed: #a40e26; --removed-ground: #ffebe9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9da7b1; --ground: #0d1117; --raised: #161b22; --line: #3d444d; --accent: #79c0ff;
    --added: #7ee787; --added-ground: #12261e; --removed: #ffa198; --removed-ground: #2d1618;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 60rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 3rem 0 0.25rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 2rem 0 0.25rem; font-size: 1.05rem; line-height: 1.4; }
h4 { margin: 1.25rem 0 0.25rem; font-size: 0.9rem; color: var(--quiet); }
p, ul { margin: 0.25rem 0 0.75rem; }
a { color: var(--accent); }
.quiet, footer { color: var(--quiet); }
.verdict { font-size: 1.1rem; font-weight: 600; }
.comment { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: 0.75rem; }
.tag { display: inline-block; padding: 0 0.5em; border: 1px solid var(--line); border-radius: 1em; font-size: 0.85em; font-weight: 400; }
nav ol { columns: 18rem 2; padding-left: 1.5rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.5rem 1.5rem; margin: 0.5rem 0 1rem; }
dl > div { min-width: 0; }
dt { font-size: 0.8rem; color: var(--quiet); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
pre {
  margin: 0.5rem 0 1rem; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--raised);
  font: 0.875rem/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; unicode-bidi: isolate;
}
ins { background: var(--added-ground); color: var(--added); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; }
del { background: var(--removed-ground); color: var(--removed); text-decoration: line-through; }
.folded { color: var(--quiet); font-style: italic; }
table { width: 100%; margin: 0.5rem 0 1rem; border-collapse: collapse; font-size: 0.9rem; }
caption { padding-bottom: 0.25rem; text-align: left; font-size: 0.9rem; font-weight: 600; color: var(--quiet); }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-variant-numeric: tabular-nums; }
thead th { min-width: 5rem; overflow-wrap: normal; }
tbody th { font-weight: 400; }
h2 + table caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin: 0.25rem 0 1rem; }
summary { cursor: pointer; color: var(--accent); }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.85rem; }
@media (max-width: 40rem) { th, td { padding-right: 0.4rem; } table { font-size: 0.8rem; } thead th { min-width: 0; } }
@media print {
  :root { --text: #000000; --quiet: #444444; --ground: #ffffff; --raised: #ffffff; --line: #999999; --accent: #000000;
    --added: #0b4d1f; --added-ground: #ffffff; --removed: #7d0a1c; --removed-ground: #ffffff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  pre { font-size: 9pt; }
  h2, h3, h4, caption { break-after: avoid; }
  tr, dl > div { break-inside: avoid; }
  nav { display: none; }
  details::details-content { content-visibility: visible; display: block; }
}
`;

/** SHA-256 of the style in base 64: the only thing that the policy of a document lets in. */
export const pageStyleHash = 'p7houcvlkj70afT9RoLnbRO62proKGW51tNjyLdZ7VM=';
