import type { CutText, PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import { noMarks, richText, visibleSpace } from '../rich-text.ts';
import { formatCount, plural, t } from '../text.ts';
import { linesOfTokens, type TokenLine } from '../token-lines.ts';
import type { Context } from '../view-state.ts';

type Result = PhaseOf<'result'>;

/** How the encoding cuts the original and the selected text, line by line, with the count of each line. */
export function tokensBody({ state }: Context, { report, current, tokenView }: Result): Child {
  if (tokenView === undefined) return h('p', { class: 'note' }, t('Cutting both texts…'));
  const { before, after, encoding, limit } = tokenView;
  return h(
    'div',
    { class: state.isNarrow ? 'token-sides is-narrow' : 'token-sides' },
    side(t('Before'), report.original.text, before),
    side(t('After'), current.text, after),
    h(
      'p',
      { class: 'note token-note' },
      t('Each box is one token of {0}; the number in front counts those of its line.', encoding),
      !(before.isWhole && after.isWhole) &&
        ` ${t('Of a longer text the first {0} characters are shown.', formatCount(limit))}`,
    ),
  );
}

function side(label: string, text: string, cut: CutText): Child {
  const title = t('{0}: {1}', label, plural(cut.tokens, '{0} token', '{0} tokens'));
  return h(
    'section',
    { class: 'token-side', 'aria-label': title },
    h('h3', { class: 'token-title' }, title),
    h('ol', { class: 'token-lines' }, linesOfTokens(text, cut.ends).map(tokenLine)),
  );
}

function tokenLine({ pieces, first }: TokenLine, index: number): Child {
  const count = plural(pieces.length, '{0} token', '{0} tokens');
  return h(
    'li',
    { key: `line:${index}`, class: 'token-line' },
    h('span', { class: 'token-count', title: count }, String(pieces.length)),
    h('span', { class: 'visually-hidden' }, ` ${t('tokens:')} `),
    h(
      'span',
      { class: 'token-text prompt-text' },
      pieces.map((piece, at) =>
        h(
          'span',
          { class: (first + at) % 2 === 0 ? 'token' : 'token is-odd' },
          richText(shownPiece(piece), noMarks),
        ),
      ),
    ),
  );
}

/** Spaces stay spaces, so that the text can be read; line ends and what cannot be seen are shown as marks. */
function shownPiece(piece: string): string {
  return piece.trim() === '' || /[\n\r\t]/.test(piece) ? visibleSpace(piece).replaceAll('⏎\n', '⏎') : piece;
}
