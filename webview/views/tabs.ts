import { type PageName, pageNames } from '../../src/protocol/pages.ts';
import { type Child, h } from '../dom.ts';
import { t } from '../text.ts';
import { moveInToolbar } from '../toolbar-keys.ts';
import type { Context } from '../view-state.ts';

/** The way between the pages: one tab stop, arrow keys move, Enter or a click opens. */
export function tabs({ state, open }: Context): Child {
  const current = state.place.page;
  return h(
    'nav',
    { key: 'tabs', class: 'tabs', 'aria-label': t('Pages'), on: { keydown: moveInToolbar } },
    pageNames.map((name) => tab(name, name === current, () => open(name))),
  );
}

function tab(name: PageName, isCurrent: boolean, onPress: () => void): Child {
  return h(
    'button',
    {
      key: name,
      type: 'button',
      class: 'tab',
      'aria-current': isCurrent ? 'page' : false,
      tabindex: isCurrent ? 0 : -1,
      on: { click: onPress },
    },
    pageLabel(name),
  );
}

function pageLabel(name: PageName): string {
  switch (name) {
    case 'result':
      return t('Result');
    case 'controller':
      return t('TFM Controller');
    case 'analytics':
      return t('Analytics');
    case 'assistant':
      return t('Assistant');
    case 'timeline':
      return t('Timeline');
  }
}
