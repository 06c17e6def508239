import type { TokenCounter } from '../../core/ports.ts';
import type { CutText, TokenView } from '../../protocol.ts';

/** Characters of a text that are cut for show: a hundred thousand boxes would help nobody to see anything. */
const mostCharacters = 10_000;

/** How the encoding cuts two texts; of a long text its beginning, up to a line end where there is one. */
export function cutIntoTokens(
  counter: TokenCounter,
  { before, after }: { readonly before: string; readonly after: string },
): TokenView {
  return {
    encoding: counter.encoding,
    before: cut(counter, before),
    after: cut(counter, after),
    limit: mostCharacters,
  };
}

function cut(counter: TokenCounter, text: string): CutText {
  const shown = beginning(text);
  return {
    ends: counter.pieces(shown).map(({ end }) => end),
    tokens: counter.count(text),
    isWhole: shown.length === text.length,
  };
}

function beginning(text: string): string {
  if (text.length <= mostCharacters) return text;
  const lineEnd = text.lastIndexOf('\n', mostCharacters - 1);
  // A text of one endless line is cut anywhere but inside a character.
  const end = lineEnd > mostCharacters / 2 ? lineEnd + 1 : mostCharacters;
  const isInsidePair = /[\udc00-\udfff]/.test(text.charAt(end));
  return text.slice(0, isInsidePair ? end - 1 : end);
}
