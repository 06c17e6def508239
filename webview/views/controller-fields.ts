import { isSettingName } from '../../src/core/pcv/setting-values.ts';
import { settingRanges, type RangedSetting } from '../../src/core/pcv/run-settings.ts';
import type { ControllerPage } from '../../src/protocol/controller-page.ts';
import { type Field, rubricLabels } from '../controller-fields.ts';
import { checkbox } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { readTyped, shownBounds, showNumber } from '../setting-input.ts';
import { t } from '../text.ts';
import type { Context } from '../view-state.ts';

type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

/** One parameter: its label, its control, what it does, and the way back to its default. */
export function fieldRow(context: Context, page: ControllerPage, field: Field): Child {
  const isChanged = page.changed.includes(field.name);
  const isGroup = field.kind === 'several' || field.kind === 'weights';
  return h(
    'div',
    {
      key: field.name,
      class: isChanged ? 'field is-changed' : 'field',
      ...(isGroup ? { role: 'group', 'aria-labelledby': `label-${field.name}` } : {}),
    },
    h('div', { class: 'field-head' }, labelOf(field, isGroup), isChanged && resetButton(context, field)),
    control(context, page, field),
    h('p', { class: 'note', id: `help-${field.name}` }, field.help),
  );
}

function labelOf({ name, kind, label }: Field, isGroup: boolean): Child {
  const id = `label-${name}`;
  if (isGroup || kind === 'switch') return h('span', { id, class: 'field-label' }, label);
  return h('label', { id, class: 'field-label', for: `field-${name}` }, label);
}

function resetButton({ send }: Context, { name, label }: Field): Child {
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      'aria-label': t('Reset {0}', label),
      on: { click: () => send({ type: 'controller', request: { type: 'reset', name } }) },
    },
    t('Reset'),
  );
}

function control(context: Context, page: ControllerPage, field: Field): Child {
  const value = page.values[field.name];
  switch (field.kind) {
    case 'number':
      return numberControl(context, field, typeof value === 'number' ? value : 0);
    case 'optional-number':
      return optionalNumber(context, field, typeof value === 'number' ? value : null);
    case 'switch':
      return switchControl(context, field, value === true);
    case 'choice':
      return choiceControl(context, field, String(value));
    case 'several':
      return severalControl(context, field, Array.isArray(value) ? value.map(String) : []);
    case 'weights':
      return weightsControl(context, field, isRecord(value) ? value : {});
  }
}

/** A slider for the hand and a box for the exact number; what is typed is checked with every key. */
function numberControl(context: Context, field: FieldOf<'number'>, value: number): Child {
  const name = field.name as RangedSetting;
  const { minimum, maximum } = shownBounds(name, field.unit);
  const draft = context.state.drafts[name];
  const typed = draft === undefined ? null : readTyped(name, draft, field.unit);
  const problem = typed !== null && 'problem' in typed ? typed.problem : null;
  const shown = draft ?? showNumber(value, field.unit);
  const onInput = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLInputElement) typeNumber(context, field, currentTarget.value);
  };
  return h(
    'div',
    { class: 'field-control' },
    maximum - minimum <= 100 &&
      h('input', {
        class: 'slider',
        type: 'range',
        min: minimum,
        max: sliderEnd(name, maximum),
        step: field.step,
        'aria-hidden': 'true',
        tabindex: -1,
        set: { value: showNumber(value, field.unit) },
        on: { input: onInput },
      }),
    h('input', {
      id: `field-${name}`,
      class: 'number-input',
      type: 'text',
      inputmode: settingRanges[name].isWhole ? 'numeric' : 'decimal',
      'aria-describedby': problem === null ? `help-${name}` : `problem-${name} help-${name}`,
      'aria-invalid': problem === null ? false : 'true',
      set: { value: shown },
      on: {
        input: onInput,
        keydown: (event) => {
          stepNumber(context, field, { event, value });
        },
        blur: () => context.dispatch({ type: 'draft', name, text: null }),
      },
    }),
    unitLabel(field),
    problem !== null && h('p', { class: 'field-problem', id: `problem-${name}`, role: 'alert' }, problem),
  );
}

/** λ may be as large as 100, but who moves it means the first few points. */
function sliderEnd(name: RangedSetting, maximum: number): number {
  return name === 'lambda' ? 5 : maximum;
}

function unitLabel({ unit }: FieldOf<'number'>): Child {
  if (unit === 'plain') return null;
  return h('span', { class: 'note field-unit' }, unit === 'percent' ? '%' : t('points'));
}

function typeNumber({ dispatch, send }: Context, field: FieldOf<'number'>, text: string): void {
  dispatch({ type: 'draft', name: field.name, text });
  const typed = readTyped(field.name as RangedSetting, text, field.unit);
  if ('value' in typed) set(send, field.name, typed.value);
}

/** Arrow keys change the number by a step, as they do in the editor's own number fields. */
function stepNumber(
  context: Context,
  field: FieldOf<'number'>,
  { event, value }: { readonly event: Event; readonly value: number },
): void {
  if (!(event instanceof KeyboardEvent) || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  const { minimum, maximum } = shownBounds(field.name as RangedSetting, field.unit);
  const shown = Number(showNumber(value, field.unit)) + (event.key === 'ArrowUp' ? field.step : -field.step);
  const next = Math.min(maximum, Math.max(minimum, Math.round(shown * 1000) / 1000));
  typeNumber(context, field, String(next));
}

function optionalNumber(
  { send }: Context,
  { name }: FieldOf<'optional-number'>,
  value: number | null,
): Child {
  const onChange = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const number = currentTarget.value === '' ? null : currentTarget.valueAsNumber;
    if (number === null || (number >= 1 && number <= 100)) set(send, name, number);
  };
  return h(
    'div',
    { class: 'field-control' },
    h('input', {
      id: `field-${name}`,
      class: 'number-input',
      type: 'number',
      min: 1,
      max: 100,
      placeholder: t('none'),
      'aria-describedby': `help-${name}`,
      set: { value: value === null ? '' : String(value) },
      on: { change: onChange },
    }),
  );
}

function switchControl({ send }: Context, { name, label }: FieldOf<'switch'>, isOn: boolean): Child {
  return h(
    'div',
    { class: 'field-control' },
    checkbox({
      label: isOn ? t('On') : t('Off'),
      description: label,
      isChecked: isOn,
      onChange: (checked) => set(send, name, checked),
    }),
  );
}

function choiceControl({ send }: Context, { name, options }: FieldOf<'choice'>, value: string): Child {
  return h(
    'select',
    {
      id: `field-${name}`,
      class: 'choice',
      'aria-describedby': `help-${name}`,
      set: { value },
      on: { change: ({ target }) => set(send, name, Reflect.get(target ?? {}, 'value')) },
    },
    options.map((option) =>
      h('option', { value: option.value, selected: option.value === value }, option.label),
    ),
  );
}

/** At least one has to stay: the last one that is on cannot be switched off. */
function severalControl({ send }: Context, field: FieldOf<'several'>, chosen: readonly string[]): Child {
  const toggle = (value: string, isOn: boolean): void => {
    const values = field.options.map((option) => option.value);
    set(
      send,
      field.name,
      values.filter((other) => (other === value ? isOn : chosen.includes(other))),
    );
  };
  return h(
    'div',
    { class: 'field-boxes' },
    field.options.map(({ value, label }) =>
      checkbox({
        label,
        description: field.label,
        isChecked: chosen.includes(value),
        isDisabled: chosen.length === 1 && chosen.includes(value),
        onChange: (isOn) => toggle(value, isOn),
      }),
    ),
  );
}

function weightsControl(
  { send }: Context,
  { name }: FieldOf<'weights'>,
  weights: Readonly<Record<string, unknown>>,
): Child {
  const weightOf = (dimension: string): number => {
    const weight = weights[dimension];
    return typeof weight === 'number' ? weight : 0;
  };
  const change = (dimension: string, text: string): void => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 100) set(send, name, { ...weights, [dimension]: value });
  };
  return h(
    'div',
    { class: 'weights' },
    rubricLabels().map(({ dimension, label }) =>
      h(
        'label',
        { key: dimension, class: 'weight' },
        h('span', {}, label),
        h('input', {
          class: 'number-input',
          type: 'number',
          min: 0,
          max: 100,
          set: { value: String(weightOf(dimension)) },
          on: {
            change: ({ currentTarget }) => {
              if (currentTarget instanceof HTMLInputElement) change(dimension, currentTarget.value);
            },
          },
        }),
      ),
    ),
  );
}

function set(send: Context['send'], name: string, value: unknown): void {
  if (isSettingName(name)) send({ type: 'controller', request: { type: 'set', name, value } });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
