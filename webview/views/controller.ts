import type { ControllerPage, ControllerRequest, SettingPlace } from '../../src/protocol/controller-page.ts';
import { type FieldGroup, fieldGroups } from '../controller-fields.ts';
import { button, tag } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatFixed } from '../format.ts';
import { formatCount, joinParts, key, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { fieldRow } from './controller-fields.ts';
import { limitsSection } from './controller-limits.ts';
import { section } from './section.ts';

/** "How hard shall it try, and what must it never do?": the parameters of the three modules and of the run. */
export function controllerView(context: Context, page: ControllerPage): Child {
  const groups = fieldGroups();
  return h(
    'main',
    { key: 'controller', class: 'view controller', tabindex: -1 },
    h(
      'section',
      { class: 'headline', 'aria-labelledby': 'headline' },
      h('div', { class: 'headline-title' }, h('h1', { id: 'headline' }, headline(page))),
      h('p', { class: 'headline-reason' }, forecastSentence(page)),
      placeBar(context, page),
    ),
    h(
      'div',
      { class: 'controller-modules' },
      groups.slice(0, 3).map((group) => moduleCard(context, page, group)),
    ),
    groups.slice(3).map((group) => runSection(context, page, group)),
    limitsSection(context, page),
    favoritesSection(context, page),
  );
}

function headline({ engine, models }: ControllerPage): string {
  if (engine === 'rules') return t('The rules engine rewrites, on this machine alone');
  return models.proposer === ''
    ? t('No model is chosen yet')
    : t('{0} rewrites, and models judge', models.proposer);
}

function forecastSentence({ engine, forecast, tests }: ControllerPage): string {
  if (engine === 'rules') return t('No call, no cost. A run takes less than a second.');
  const cases = tests === '' ? t('No test cases are set.') : t('Test cases: {0}.', tests);
  if (forecast === null) return t('Open a prompt to see what a run will need. {0}', cases);
  const { calls, tokens, costUsd, seconds, latency } = forecast;
  const parts = [
    t('{0} calls', rangeText(calls)),
    t('{0} tokens', rangeText(tokens)),
    costUsd === null ? t('cost unknown') : t('${0}', rangeText(costUsd, 3)),
    seconds === null ? t('time unknown') : t(secondsTexts[latency], rangeText(seconds)),
  ];
  return t('Forecast of a run: {0}. {1}', joinParts(parts), cases);
}

const secondsTexts = {
  measured: key('{0} s, as in earlier runs'),
  usual: key('{0} s, as models usually take'),
} as const;

function rangeText({ low, high }: { readonly low: number; readonly high: number }, digits = 0): string {
  const shown = [low, high].map((value) => (digits === 0 ? formatCount(value) : formatFixed(value, digits)));
  return shown[0] === shown[1] ? (shown[0] ?? '') : shown.join('–');
}

function placeBar({ send }: Context, { place, hasWorkspace, changed }: ControllerPage): Child {
  const request = requester(send);
  const option = (value: SettingPlace, label: string): Child =>
    h('option', { value, selected: value === place }, label);
  return h(
    'div',
    { class: 'bar' },
    h(
      'label',
      { class: 'note' },
      t('Kept in'),
      ' ',
      h(
        'select',
        {
          class: 'choice',
          set: { value: place },
          on: {
            change: ({ target }) => {
              const chosen: unknown = Reflect.get(target ?? {}, 'value');
              request({ type: 'set-place', place: chosen === 'workspace' ? 'workspace' : 'user' });
            },
          },
        },
        hasWorkspace && option('workspace', t('this workspace')),
        option('user', t('the user settings')),
      ),
    ),
    h('span', { class: 'spacer' }),
    linkButton(t('Reset all'), () => request({ type: 'reset-all' }), changed.length === 0),
    linkButton(t('Select model…'), () => request({ type: 'select-model' })),
  );
}

function moduleCard(context: Context, page: ControllerPage, group: FieldGroup): Child {
  return h(
    'section',
    { key: group.name, class: 'controller-module', 'aria-labelledby': `module-${group.name}` },
    h('h2', { id: `module-${group.name}`, class: 'module-name' }, group.title),
    h('p', { class: 'note' }, group.question),
    modelLines(context, page, group.name),
    group.fields.map((field) => fieldRow(context, page, field)),
  );
}

function modelLines(context: Context, page: ControllerPage, module: FieldGroup['name']): Child {
  const { engine, models } = page;
  if (module === 'run') return null;
  const line = (label: string, name: string): Child =>
    h('p', { class: 'model-line' }, h('span', { class: 'note' }, label), ' ', h('span', {}, name));
  if (engine === 'rules') return line(t('Model'), t('none: rules'));
  const none = t('not chosen');
  return [
    line(t('Model'), models[module] === '' ? none : models[module]),
    module === 'verifier' && line(t('Target'), models.target === '' ? none : models.target),
    module === 'verifier' && casesLine(context, page),
  ];
}

/** The file of test cases: what a verdict of the highest tier rests on. */
function casesLine({ send }: Context, { tests }: ControllerPage): Child {
  const open: ControllerRequest = { type: 'open-settings', query: 'promptops.tests' };
  return h(
    'p',
    { class: 'model-line' },
    h('span', { class: 'note' }, t('Test cases')),
    ' ',
    h('span', {}, tests === '' ? t('none') : tests),
    ' ',
    linkButton(t('Change…'), () => requester(send)(open), false, t('Test cases')),
  );
}

function runSection(context: Context, page: ControllerPage, group: FieldGroup): Child {
  return section(
    context,
    { name: 'controller-run', title: group.title, note: group.question, isOpenByDefault: true },
    h(
      'div',
      { class: 'field-grid' },
      group.fields.map((field) => fieldRow(context, page, field)),
    ),
  );
}

function favoritesSection(context: Context, { favorites, place }: ControllerPage): Child {
  const request = requester(context.send);
  return section(
    context,
    {
      name: 'favorites',
      title: t('Favorites'),
      note: favorites.length === 0 ? t('none yet') : formatCount(favorites.length),
      isOpenByDefault: true,
    },
    h('p', { class: 'note' }, t('A favorite keeps all parameters of this page under a name.')),
    h(
      'ul',
      { class: 'favorites' },
      favorites.map((favorite) => favoriteItem(request, favorite)),
    ),
    h(
      'div',
      { class: 'bar' },
      button({
        label: place === 'workspace' ? t('Save for This Workspace…') : t('Save for All Workspaces…'),
        kind: 'secondary',
        onPress: () => request({ type: 'save-favorite' }),
      }),
      linkButton(t('Import from clipboard'), () => request({ type: 'import-favorite' })),
    ),
  );
}

function favoriteItem(
  request: (asked: ControllerRequest) => void,
  { name, place, isDefault }: ControllerPage['favorites'][number],
): Child {
  const on = { name, place };
  const actions: readonly (readonly [string, ControllerRequest])[] = [
    [t('Apply'), { type: 'apply-favorite', ...on }],
    [
      isDefault ? t('No longer default') : t('Set as default'),
      { type: 'set-default-favorite', ...on, isDefault: !isDefault },
    ],
    [t('Share'), { type: 'share-favorite', ...on }],
    [t('Rename…'), { type: 'rename-favorite', ...on }],
    [t('Delete…'), { type: 'delete-favorite', ...on }],
  ];
  return h(
    'li',
    { key: `${place}:${name}`, class: 'favorite' },
    h('span', { class: 'favorite-name' }, name),
    h('span', { class: 'note' }, place === 'workspace' ? t('this workspace') : t('all workspaces')),
    isDefault && tag(t('default')),
    h('span', { class: 'spacer' }),
    actions.map(([label, asked]) => linkButton(label, () => request(asked), false, name)),
  );
}

function requester(send: Context['send']): (request: ControllerRequest) => void {
  return (request) => send({ type: 'controller', request });
}

/** `about` tells readers which of several equal buttons it is. */
function linkButton(label: string, onPress: () => void, isDisabled = false, about = ''): Child {
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      disabled: isDisabled,
      'aria-label': about === '' ? false : `${label}: ${about}`,
      on: { click: onPress },
    },
    label,
  );
}
