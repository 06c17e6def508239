/** How a text report looks: marks for its parts, and the width of the terminal it is laid out for. */
export interface ReportStyle {
  /** Columns of the terminal; null where nothing may be wrapped, such as in a file. */
  readonly columns: number | null;
  strong(text: string): string;
  quiet(text: string): string;
  added(text: string): string;
  removed(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** Marks removals and insertions with text alone. */
export const plainStyle: ReportStyle = {
  columns: null,
  strong: (text) => text,
  quiet: (text) => text,
  added: (text) => `{+${text}+}`,
  removed: (text) => `[-${text}-]`,
  good: (text) => text,
  warn: (text) => text,
  bad: (text) => text,
};

/** ANSI colours (ECMA-48 SGR). Line breaks stay outside of a colour, so that pagers show every line right. */
export const ansiStyle: ReportStyle = {
  columns: null,
  strong: ansi('1', '22'),
  quiet: ansi('2', '22'),
  added: ansi('32;4', '39;24'),
  removed: ansi('31;9', '39;29'),
  good: ansi('32', '39'),
  warn: ansi('33', '39'),
  bad: ansi('31', '39'),
};

function ansi(on: string, off: string): (text: string) => string {
  return (text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? '' : `\u001b[${on}m${line}\u001b[${off}m`))
      .join('\n');
}

/** Replaces control characters that could move the cursor or change colours: prompts are hostile to a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
