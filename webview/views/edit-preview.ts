import type { ShownPreview } from '../../src/protocol/assistant-page.ts';
import { type Child, h } from '../dom.ts';
import { richText, type TextMarks, visibleSpace } from '../rich-text.ts';
import { t } from '../text.ts';

/** A small diff: what goes and what comes, with a few words around it. */
export function editPreview(preview: ShownPreview, placeholders: readonly string[]): Child {
  const marks = { placeholders, frozen: [] };
  return h(
    'div',
    { class: 'edit-preview prompt-text' },
    preview.map((part) => drawPart(part, marks)),
  );
}

function drawPart({ kind, text }: ShownPreview[number], marks: TextMarks): Child {
  const shown = text.trim() === '' ? visibleSpace(text) : text;
  switch (kind) {
    case 'gap':
      return h('span', { class: 'note' }, ' … ');
    case 'same':
      return h('span', { class: 'diff-context' }, richText(text, marks));
    case 'removed':
      return h('del', { class: 'removed' }, announced(t('removed:')), richText(shown, marks));
    case 'added':
      return h('ins', { class: 'added' }, announced(t('added:')), richText(shown, marks));
  }
}

function announced(text: string): Child {
  return h('span', { class: 'visually-hidden' }, `${text} `);
}
