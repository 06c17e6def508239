import type { ControllerPage, ControllerRequest } from '../../src/protocol/controller-page.ts';
import { checkbox } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { readPlain } from '../setting-input.ts';
import { formatCount, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { numberBox } from './number-box.ts';
import { section } from './section.ts';

type LimitName = keyof ControllerPage['limits'];

interface LimitField {
  readonly name: LimitName;
  readonly label: string;
  readonly help: string;
  /** Null: no limit. */
  readonly standard: number | null;
  readonly isWhole: boolean;
  readonly least: number;
  /** Absent: as much as one likes. */
  readonly most?: number;
}

/** What a run may use, and what the history keeps of edits by hand. */
export function limitsSection(context: Context, page: ControllerPage): Child {
  return section(
    context,
    { name: 'controller-limits', title: t('Limits and history'), isOpenByDefault: false },
    h(
      'p',
      { class: 'note' },
      t('Limits are kept in your user settings: no workspace decides what may be spent.'),
    ),
    h(
      'div',
      { class: 'field-grid' },
      limitFields().map((field) => limitRow(context, page, field)),
      recordsRow(context, page),
    ),
  );
}

function limitFields(): readonly LimitField[] {
  const whole = { isWhole: true, least: 1 };
  return [
    {
      ...{ ...whole, name: 'calls', label: t('Calls of a run'), standard: 200 },
      help: t('Calls of models that a run may make. Empty: no limit.'),
    },
    {
      ...{ ...whole, name: 'tokens', label: t('Tokens of a run'), standard: null },
      help: t('Tokens in and out that a run may use. Empty: no limit.'),
    },
    {
      ...{ name: 'costUsd', label: t('Money of a run'), standard: null, isWhole: false, least: 0.0001 },
      help: t('US dollars that a run may cost, where prices are known. Empty: no limit.'),
    },
    {
      ...{ name: 'seconds', label: t('Time of a run'), standard: 600, isWhole: false, least: 1 },
      help: t('Seconds that a run may take. Empty: no limit.'),
    },
    {
      ...{ ...whole, name: 'concurrency', label: t('Runs at once'), standard: 2, most: 8 },
      help: t('Runs that go on at the same time; others wait for their turn.'),
    },
  ];
}

function limitRow(context: Context, { limits }: ControllerPage, field: LimitField): Child {
  const { name, label, help, standard, isWhole, least, most } = field;
  const value = limits[name];
  const maximum = most ?? Number.MAX_SAFE_INTEGER;
  const bounds = { minimum: least, maximum, isWhole, isOptional: most === undefined };
  const { input, problem } = numberBox(context, {
    ...{ name: `limit-${name}`, isWhole, steps: { step: isWhole ? 1 : least, ...bounds } },
    shown: value === null ? '' : String(value),
    read: (text) => readPlain(text, bounds),
    onValue: (typed) => request(context, { type: 'set-limit', name, value: typed }),
    describedBy: `help-limit-${name}`,
    placeholder: t('none'),
  });
  const shownDefault = standard === null ? t('no limit') : formatCount(standard);
  return h(
    'div',
    { key: name, class: value === standard ? 'field' : 'field is-changed' },
    h(
      'div',
      { class: 'field-head' },
      h('label', { class: 'field-label', for: `field-limit-${name}` }, label),
    ),
    h('div', { class: 'field-control' }, input, problem),
    h('p', { class: 'note', id: `help-limit-${name}` }, `${help} ${t('Default: {0}.', shownDefault)}`),
  );
}

function recordsRow(context: Context, { recordsEdits }: ControllerPage): Child {
  const label = t('Edits by hand');
  const help = t('Keeps what you change by hand in prompts that have a history.');
  return h(
    'div',
    { key: 'record-edits', class: recordsEdits ? 'field' : 'field is-changed' },
    h('div', { class: 'field-head' }, h('span', { class: 'field-label' }, label)),
    checkbox({
      label: recordsEdits ? t('On') : t('Off'),
      description: label,
      isChecked: recordsEdits,
      onChange: (value) => request(context, { type: 'set-record-edits', value }),
    }),
    h('p', { class: 'note' }, `${help} ${t('Default: {0}.', t('On'))}`),
    h(
      'p',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          on: { click: () => request(context, { type: 'open-settings', query: 'promptops.history' }) },
        },
        t('All settings of the history…'),
      ),
    ),
  );
}

function request({ send }: Context, asked: ControllerRequest): void {
  send({ type: 'controller', request: asked });
}
