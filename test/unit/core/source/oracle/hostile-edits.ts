import type { PromptText } from '../../../../../src/core/model.ts';

/** Texts that break naive writers. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'single quotes': "it's 'quoted'",
  'double quotes': 'say "hello" and ""twice""',
  'triple double quotes': 'before """ after """" four """',
  'triple single quotes': "before ''' after '''' four '''",
  backticks: 'run `code` and ```fence```',
  backslashes: 'C:\\new\\temp \\\\ \\n \\x41 \\u0041 \\N{DASH}',
  'trailing backslash': 'ends with \\',
  'template opening': 'costs ${price} and ${ and $${x}} $',
  braces: 'json {"a": {"b": 1}} and {name} and } {',
  'double braces': '{{name}} and {{{x}}} and }} {{',
  newlines: 'first\n\n  second\n\tthird\n',
  'carriage returns': 'old\rmac and\r\nwindows\r',
  tabs: '\ttabs\there\t',
  NUL: 'nul \0 and \x001 and \x1b[31m \x7f',
  emoji: 'family 👨‍👩‍👧 flag 🇫🇷 lone \ud83d half \udc00',
  'right to left': 'שלום \u202eabc\u202c \u200f \u2066x\u2069 مرحبا',
  'comment closers': '*/ // /* # <!-- --> {/* */}',
  separators: 'line\u2028paragraph\u2029next\u0085nbsp\u00a0zero\u200bmark\ufeff',
  percent: '100%% sure %s %(name)s %d <b>&amp; &lt;/b>',
  long: 'ten thousand characters of text, with "quotes" and {x}. '.repeat(180),
};

/** A literal's value after hostile edits that keep its filled-in code: replaced, and inserted at three places. */
export function hostileVariants(site: PromptText, hostile: string): PromptText[] {
  const middle = site.interpolations[0]?.end ?? Math.floor(site.text.length / 2);
  const inserted = [middle, 0, site.text.length].map((at) => insertAt(site, at, hostile));
  return site.interpolations.length === 0 ? [{ text: hostile, interpolations: [] }, ...inserted] : inserted;
}

function insertAt({ text, interpolations }: PromptText, at: number, inserted: string): PromptText {
  return {
    text: text.slice(0, at) + inserted + text.slice(at),
    interpolations: interpolations.map(({ start, end }) =>
      start >= at ? { start: start + inserted.length, end: end + inserted.length } : { start, end },
    ),
  };
}
