/**
 * Text whose line breaks can stand bare in a file, as lines that are parted by line feeds; null when it has others than the
 * file. For languages in which a line break of the source is kept as it is.
 */
export function bareLines(text: string, lineBreak: '\n' | '\r\n'): string | null {
  if (lineBreak === '\n') return text.includes('\r') ? null : text;
  const lines = text.split('\r\n');
  return lines.some((line) => /[\r\n]/.test(line)) ? null : lines.join('\n');
}

/**
 * Encodes text by `encodeLine`, which must escape all line breaks that it sees: those that can stand bare in the file are
 * line feeds of the result.
 */
export function encodeBareLines(
  text: string,
  lineBreak: '\n' | '\r\n',
  encodeLine: (line: string) => string,
): string {
  return text.split(lineBreak).map(encodeLine).join('\n');
}

/** Gives lone line feeds of a text the carriage return that all line breaks of another text have. */
export function withLineBreaksOf(model: string, text: string): string {
  const isWindows = model.includes('\r\n') && !/(?<!\r)\n/.test(model);
  return isWindows ? text.replace(/(?<!\r)\n/g, '\r\n') : text;
}
