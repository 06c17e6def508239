import { type Child, type ElementNode, h } from '../dom.ts';
import type { Context } from '../view-state.ts';

interface SectionOptions {
  /** Name under which the panel remembers whether it is open. */
  readonly name: string;
  readonly title: string;
  /** What the section holds, in a few words: enough to leave it closed. */
  readonly note?: string;
  readonly isOpenByDefault: boolean;
}

/** A part of a view under a heading that opens and closes. */
export function section(
  context: Context,
  options: SectionOptions,
  ...children: readonly Child[]
): ElementNode {
  const { name, title, note, isOpenByDefault } = options;
  return disclosure(
    context,
    { name, className: 'section', isOpenByDefault },
    [h('h2', { class: 'section-title' }, title), note !== undefined && h('span', { class: 'note' }, note)],
    h('div', { class: 'section-body' }, ...children),
  );
}

interface DisclosureOptions {
  readonly name: string;
  readonly className: string;
  readonly isOpenByDefault: boolean;
}

/** A native disclosure whose state the panel remembers. */
export function disclosure(
  { state, dispatch }: Context,
  { name, className, isOpenByDefault }: DisclosureOptions,
  summary: Child,
  ...children: readonly Child[]
): ElementNode {
  const onToggle = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLDetailsElement)) return;
    const wasOpen = state.place.open[name] ?? isOpenByDefault;
    if (currentTarget.open !== wasOpen) dispatch({ type: 'open', name, isOpen: currentTarget.open });
  };
  return h(
    'details',
    {
      key: name,
      class: className,
      set: { open: state.place.open[name] ?? isOpenByDefault },
      on: { toggle: onToggle },
    },
    h('summary', { class: `${className}-summary` }, summary),
    ...children,
  );
}
