import { isSettingName } from '../../src/core/pcv/setting-values.ts';
import { defaultRunSettings, settingRanges, type RangedSetting } from '../../src/core/pcv/run-settings.ts';
import type { ControllerPage } from '../../src/protocol/controller-page.ts';
import { type Field, rubricLabels } from '../controller-fields.ts';
import { checkbox } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { readPlain, readTyped, shownBounds, showNumber, type Typed } from '../setting-input.ts';
import { t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { numberBox, type NumberBox, typeNumber } from './number-box.ts';

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
    h(
      'p',
      { class: 'note', id: `help-${field.name}` },
      `${field.help} ${t('Default: {0}.', defaultOf(field))}`,
    ),
  );
}

/** What holds when nobody says otherwise, as it is shown here. */
function defaultOf(field: Field): string {
  const value = defaultRunSettings[field.name];
  switch (field.kind) {
    case 'number': {
      const shown = Number(showNumber(Number(value), field.unit));
      return field.unit === 'percent' ? formatPercent(shown, 3) : formatNumber(shown, 3);
    }
    case 'optional-number':
      return t('none');
    case 'switch':
      return value === true ? t('On') : t('Off');
    case 'choice':
      return field.options.find((option) => option.value === value)?.label ?? '';
    case 'several':
      return t('all');
    case 'weights':
      return rubricLabels()
        .map(({ dimension }) => formatNumber(weightOf(isRecord(value) ? value : {}, dimension)))
        .join(' · ');
  }
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

/** A slider for the hand and a box for the exact number. */
function numberControl(context: Context, field: FieldOf<'number'>, value: number): Child {
  const name = field.name as RangedSetting;
  const { minimum, maximum } = shownBounds(name, field.unit);
  const box: NumberBox = {
    ...{ name, steps: { step: field.step, minimum, maximum }, isWhole: settingRanges[name].isWhole },
    shown: showNumber(value, field.unit),
    read: (text) => readTyped(name, text, field.unit),
    onValue: (typed) => set(context.send, name, typed),
    describedBy: `help-${name}`,
  };
  const { input, problem } = numberBox(context, box);
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
        set: { value: box.shown },
        on: {
          input: ({ currentTarget }) => {
            if (currentTarget instanceof HTMLInputElement) typeNumber(context, box, currentTarget.value);
          },
        },
      }),
    input,
    unitLabel(field),
    problem,
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

const qualityBounds = { minimum: 1, maximum: 100, isWhole: false, isOptional: true };

function optionalNumber(context: Context, { name }: FieldOf<'optional-number'>, value: number | null): Child {
  const { input, problem } = numberBox(context, {
    ...{ name, steps: { step: 1, ...qualityBounds }, isWhole: false },
    shown: value === null ? '' : String(value),
    read: (text) => readPlain(text, qualityBounds),
    onValue: (typed) => set(context.send, name, typed),
    describedBy: `help-${name}`,
    placeholder: t('none'),
  });
  return h('div', { class: 'field-control' }, input, problem);
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

const weightBounds = { minimum: 0, maximum: 100, isWhole: false, isOptional: false };

function weightsControl(
  context: Context,
  { name }: FieldOf<'weights'>,
  weights: Readonly<Record<string, unknown>>,
): Child {
  const change = (dimension: string, value: number | null): void =>
    set(context.send, name, { ...weights, [dimension]: value });
  return h(
    'div',
    { class: 'weights' },
    rubricLabels().map(({ dimension, label }) => {
      const { input, problem } = numberBox(context, {
        ...{ name: `weight-${dimension}`, steps: { step: 1, ...weightBounds }, isWhole: false },
        shown: String(weightOf(weights, dimension)),
        read: (text) => readWeight(text, weights, dimension),
        onValue: (value) => change(dimension, value),
      });
      return [h('label', { key: dimension, class: 'weight' }, h('span', {}, label), input), problem];
    }),
  );
}

function readWeight(
  text: string,
  weights: Readonly<Record<string, unknown>>,
  dimension: string,
): Typed<number | null> {
  const typed = readPlain(text, weightBounds);
  if (!('value' in typed) || typed.value !== 0) return typed;
  const others = rubricLabels().filter((other) => other.dimension !== dimension);
  const isNothing = others.every((other) => weightOf(weights, other.dimension) === 0);
  return isNothing ? { problem: t('One weight at least has to count.') } : typed;
}

function weightOf(weights: Readonly<Record<string, unknown>>, dimension: string): number {
  const weight = weights[dimension];
  return typeof weight === 'number' ? weight : 0;
}

function set(send: Context['send'], name: string, value: unknown): void {
  if (isSettingName(name)) send({ type: 'controller', request: { type: 'set', name, value } });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
