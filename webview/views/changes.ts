import type { Explanation } from '../../src/core/report/run-report.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import {
  type DiffBlock,
  diffBlocks,
  firstChanges,
  endOfLines,
  type HunkPiece,
  type SamePiece,
  startOfLastLines,
} from '../diff-blocks.ts';
import { type Child, h } from '../dom.ts';
import { plural, t } from '../text.ts';
import type { Context, DiffMode } from '../view-state.ts';
import {
  addedText,
  type DiffContext,
  foldButton,
  foldLabel,
  keptText,
  removedText,
  sameText,
} from './diff-text.ts';
import { isSettled, reasonItem } from './reason.ts';
import { tokensBody } from './tokens.ts';
import { section } from './section.ts';

type Result = PhaseOf<'result'>;

/** Unchanged lines shown on each side of a change. */
const contextLines = 2;

/** Changes drawn at once: a thousand boxes would keep the editor waiting. */
const changesAtOnce = 60;

/** The rewrite as changes of the original, each with its reason and a box to take it or leave it. */
export function changesSection(context: Context, result: Result): Child {
  const { explanations } = result.current;
  if (explanations.length === 0) return null;
  const taken = explanations.length - result.selection.rejectedHunks.length;
  return section(
    context,
    {
      name: 'changes',
      title: t('Changes'),
      note: t('{0} of {1} taken', taken, explanations.length),
      isOpenByDefault: true,
    },
    changesBar(context, result),
    coarseNote(explanations),
    context.state.place.diffMode === 'tokens' ? tokensBody(context, result) : diffBody(context, result),
  );
}

/** Says where the word diff gave up: a passage replaced whole must not look as if every word of it had been weighed. */
function coarseNote(explanations: readonly Explanation[]): Child {
  const coarse = explanations.filter(({ isCoarse }) => isCoarse === true).length;
  if (coarse === 0) return null;
  const sentence = plural(
    coarse,
    '{0} passage differs too much to be compared word by word: it is shown as replaced whole.',
    '{0} passages differ too much to be compared word by word: they are shown as replaced whole.',
  );
  return h('p', { class: 'note coarse-note' }, sentence);
}

/** How many changes the selection takes, for the line beside the buttons. */
export function takenLabel({ current, selection }: Result): string {
  const all = current.explanations.length;
  const taken = all - selection.rejectedHunks.length;
  if (taken === all) return plural(all, '{0} change', '{0} changes');
  return t('{0} of {1} changes', taken, all);
}

function changesBar(context: Context, { selection, current, action }: Result): Child {
  const { send } = context;
  const hasTaken = selection.rejectedHunks.length < current.explanations.length;
  const setAll = (accepted: boolean) => () => send({ type: 'set-all-hunks', accepted });
  return h(
    'div',
    { class: 'bar' },
    modeSwitch(context),
    h('span', { class: 'spacer' }),
    linkButton(t('Take all'), setAll(true), selection.rejectedHunks.length === 0 || isSettled(action.status)),
    linkButton(t('Take none'), setAll(false), !hasTaken || isSettled(action.status)),
  );
}

function linkButton(label: string, onPress: () => void, isDisabled: boolean): Child {
  return h('button', { type: 'button', class: 'link', disabled: isDisabled, on: { click: onPress } }, label);
}

function modeSwitch({ state, dispatch, send }: Context): Child {
  // In a narrow panel two columns are drawn as one.
  const isShown = (mode: DiffMode): boolean =>
    mode === (state.isNarrow && state.place.diffMode === 'side-by-side' ? 'inline' : state.place.diffMode);
  const choose = (mode: DiffMode): void => {
    dispatch({ type: 'diff-mode', mode });
    if (mode === 'tokens') send({ type: 'show-tokens' });
  };
  const option = (mode: DiffMode, label: string): Child =>
    h(
      'label',
      { class: 'switch-option' },
      h('input', {
        type: 'radio',
        name: 'diff-mode',
        value: mode,
        class: 'visually-hidden',
        set: { checked: isShown(mode) },
        on: { change: () => choose(mode) },
      }),
      h('span', {}, label),
    );
  return h(
    'div',
    { class: 'switch', role: 'radiogroup', 'aria-label': t('How changes are shown') },
    option('inline', t('Inline')),
    !state.isNarrow && option('side-by-side', t('Side by side')),
    option('tokens', t('Tokens')),
  );
}

function diffBody(context: Context, result: Result): Child {
  const { report, current, placeholders, frozen } = result;
  const original = report.original.text;
  const diff: DiffContext = { context, original, marks: { placeholders, frozen } };
  const blocks = diffBlocks(
    original,
    current.explanations.map(({ beforeSpan }) => beforeSpan),
  );
  const pages = context.state.place.unfolded.filter((name) => name.startsWith('page:')).length;
  const shown = firstChanges(blocks, changesAtOnce * (pages + 1));
  const isWhole = shown.at(-1)?.span.end === original.length;
  return h(
    'div',
    { class: 'diff' },
    shown.map((block, index) =>
      block.kind === 'changed'
        ? changedBlock(diff, result, block)
        : unchangedBlock(diff, block, { isFirst: index === 0, isLast: index === blocks.length - 1 }),
    ),
    !isWhole && moreButton(context, pages),
  );
}

function moreButton({ dispatch }: Context, pages: number): Child {
  return foldButton(t('Show more changes'), () => dispatch({ type: 'unfold', name: `page:${pages}` }));
}

interface Edges {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** A few lines next to the changes, and a button for the rest. */
function unchangedBlock(diff: DiffContext, block: DiffBlock & { kind: 'unchanged' }, edges: Edges): Child {
  const { context, original } = diff;
  const name = `lines:${block.span.start}`;
  const before = edges.isFirst ? 0 : contextLines;
  const after = edges.isLast ? 0 : contextLines;
  const hidden = block.lines - before - after;
  // A button in place of one line would save nothing.
  if (hidden <= 1 || context.state.place.unfolded.includes(name)) return contextText(diff, block.span, name);
  const head = { start: block.span.start, end: endOfLines(original, block.span, before) };
  const tail = { start: startOfLastLines(original, block.span, after), end: block.span.end };
  return [
    before > 0 && contextText(diff, head, `${name}:head`),
    foldButton(foldLabel(hidden), () => context.dispatch({ type: 'unfold', name })),
    after > 0 && contextText(diff, tail, `${name}:tail`),
  ];
}

function contextText(diff: DiffContext, span: SamePiece['span'], key: string): Child {
  return h('div', { key, class: 'diff-text diff-context prompt-text' }, sameText(diff, span));
}

function changedBlock(diff: DiffContext, result: Result, block: DiffBlock & { kind: 'changed' }): Child {
  const { state } = diff.context;
  const sides = !state.isNarrow && state.place.diffMode === 'side-by-side';
  const hunks = block.pieces.filter((piece) => piece.kind === 'hunk');
  return h(
    'div',
    { key: `change:${block.span.start}:${hunks[0]?.index ?? 0}`, class: 'diff-change' },
    sides ? sideBySide(diff, result, block.pieces) : inline(diff, result, block.pieces),
    h(
      'ul',
      { class: 'reasons' },
      hunks.map(({ index }) => reasonItem(diff.context, result, { index, isNumbered: hunks.length > 1 })),
    ),
  );
}

type Pieces = readonly (SamePiece | HunkPiece)[];

function inline(diff: DiffContext, result: Result, pieces: Pieces): Child {
  const draw = (hunk: Explanation): Child => [removedText(diff, hunk), addedText(diff, hunk)];
  return h('div', { class: 'diff-text prompt-text' }, drawPieces(diff, result, pieces, draw));
}

function sideBySide(diff: DiffContext, result: Result, pieces: Pieces): Child {
  const side = (label: string, draw: (hunk: Explanation) => Child): Child =>
    h(
      'div',
      { class: 'diff-text prompt-text', role: 'group', 'aria-label': label },
      drawPieces(diff, result, pieces, draw),
    );
  return h(
    'div',
    { class: 'diff-columns' },
    side(t('Before'), (hunk) => removedText(diff, hunk)),
    side(t('After'), (hunk) => addedText(diff, hunk)),
  );
}

function drawPieces(
  diff: DiffContext,
  { current, selection }: Result,
  pieces: Pieces,
  drawHunk: (hunk: Explanation) => Child,
): Child {
  const isShared = pieces.filter((piece) => piece.kind === 'hunk').length > 1;
  return pieces.map((piece) => {
    if (piece.kind === 'same') return sameText(diff, piece.span);
    const hunk = current.explanations[piece.index];
    if (hunk === undefined) return null;
    const number =
      isShared && h('span', { class: 'hunk-number', 'aria-hidden': 'true' }, String(piece.index + 1));
    return selection.rejectedHunks.includes(piece.index)
      ? [keptText(diff, hunk), number]
      : [drawHunk(hunk), number];
  });
}
