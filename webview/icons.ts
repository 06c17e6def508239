import { type ElementNode, h } from './dom.ts';

export type IconName =
  | 'check'
  | 'circle'
  | 'copy'
  | 'diff'
  | 'dash'
  | 'error'
  | 'export'
  | 'info'
  | 'pass'
  | 'question'
  | 'refresh'
  | 'settings'
  | 'sync'
  | 'warning';

/** A codicon; it never stands alone, so readers skip it. The glyphs are named in `styles/icons.css`. */
export function icon(name: IconName): ElementNode {
  return h('i', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}
