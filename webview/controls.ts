import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

import { type Child, type ElementNode, h } from './dom.ts';
import { icon, type IconName } from './icons.ts';

/**
 * The only file that knows `@vscode/webview-ui-toolkit`: it registers the components in use and builds them, so that a
 * successor of the toolkit changes this file alone.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeProgressRing());
}

interface ButtonOptions {
  readonly label: string;
  readonly kind: 'primary' | 'secondary';
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** A longer text than the label: the reason why the button is off, or what it will do. */
  readonly title?: string;
  readonly key?: string;
}

/** A push button with a text. At most one of a view is primary. */
export function button({ label, kind, onPress, isDisabled, title, key }: ButtonOptions): ElementNode {
  return h(
    'vscode-button',
    {
      ...(key === undefined ? {} : { key }),
      appearance: kind,
      disabled: isDisabled === true,
      title,
      on: { click: onPress },
    },
    label,
  );
}

interface QuietButtonOptions {
  readonly label: string;
  readonly icon: IconName;
  readonly onPress: () => void;
}

/** A button of a toolbar: an icon, its name in a tooltip and for readers. */
export function iconButton({ label, icon: name, onPress }: QuietButtonOptions): ElementNode {
  return h(
    'vscode-button',
    { key: label, appearance: 'icon', 'aria-label': label, title: label, on: { click: onPress } },
    icon(name),
  );
}

interface CheckboxOptions {
  readonly label: string;
  /** What readers hear after the label: one among many boxes needs to say which it is. */
  readonly description: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box that is checked or not. */
export function checkbox(options: CheckboxOptions): ElementNode {
  const { label, description, isChecked, isDisabled, onChange } = options;
  return h(
    'vscode-checkbox',
    {
      key: description,
      // The toolkit names a box by its text, but only once: a text that follows the box needs a name that does.
      'aria-label': `${label} ${description}`,
      disabled: isDisabled === true,
      set: { checked: isChecked },
      on: {
        change: ({ target }) => {
          // The toolkit also fires when the property is set by a new snapshot.
          const checked = target instanceof Element && Reflect.get(target, 'checked') === true;
          if (checked !== isChecked) onChange(checked);
        },
      },
    },
    label,
    h('span', { class: 'visually-hidden' }, ` ${description}`),
  );
}

/** Shows that something goes on whose length is not known; the text beside it says what. */
export function progressRing(): ElementNode {
  return h('vscode-progress-ring', { class: 'progress-ring', 'aria-hidden': 'true' });
}

/** A short mark beside a text: a tier, a category. */
export function tag(...children: readonly Child[]): ElementNode {
  return h('span', { class: 'tag' }, ...children);
}
