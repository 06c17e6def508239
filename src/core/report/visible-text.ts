/** Controls, marks of the direction of writing, and what has no width: none of it belongs into a line of a dialog. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** A foreign text as one short line that cannot pretend to be something else. */
export function visibleText(text: string, mostCharacters = 80): string {
  // A text of megabytes is not searched for the sake of its first words.
  const line = text
    .slice(0, 4 * mostCharacters)
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  if (characters.length <= mostCharacters) return line;
  return `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
