import type { ShownTemplates } from '../../src/protocol/assistant-page.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { richText } from '../rich-text.ts';
import { formatCount, localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { section } from './section.ts';

type Opened = NonNullable<ShownTemplates['opened']>;
type Facts = ShownTemplates['found'][number];

/** Prompts to start from: searched by words, opened in place, filled in and inserted at the cursor. */
export function templatesSection(context: Context, templates: ShownTemplates, isOpen: boolean): Child {
  const { found, problems, query } = templates;
  return section(
    context,
    { name: 'templates', title: t('Templates'), note: formatCount(found.length), isOpenByDefault: isOpen },
    searchField(context, query),
    problems.length > 0 && h('ul', { class: 'note', key: 'problems' }, problems.map(problemItem)),
    found.length === 0 && h('p', { class: 'note' }, t('No template has all of these words.')),
    h(
      'ul',
      { class: 'templates' },
      found.map((facts) => templateItem(context, facts, templates.opened)),
    ),
  );
}

function searchField({ send }: Context, query: string): Child {
  return h(
    'div',
    { class: 'bar', key: 'search' },
    h('input', {
      type: 'search',
      class: 'text-input',
      'aria-label': t('Search templates'),
      placeholder: t('Search templates'),
      value: query,
      on: {
        input: ({ target }) => {
          const typed: unknown = Reflect.get(target ?? {}, 'value');
          if (typeof typed !== 'string') return;
          send({ type: 'assistant', request: { type: 'search-templates', query: typed } });
        },
      },
    }),
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        on: { click: () => send({ type: 'assistant', request: { type: 'save-template' } }) },
      },
      t('Save Selection as Template…'),
    ),
  );
}

function problemItem({ file, problem }: ShownTemplates['problems'][number]): Child {
  return h('li', { key: file }, t('{0} is no template: {1}', file, localise(problem)));
}

function templateItem(context: Context, facts: Facts, opened: Opened | null): Child {
  const { id, title, category, description, isOwn } = facts;
  const isOpen = opened?.id === id;
  const press = (): void =>
    context.send({ type: 'assistant', request: { type: 'open-template', id: isOpen ? null : id } });
  return h(
    'li',
    { key: id, class: 'template' },
    h(
      'button',
      { type: 'button', class: 'template-head', 'aria-expanded': String(isOpen), on: { click: press } },
      h('span', { class: 'template-title' }, title),
      h('span', { class: 'note' }, isOwn ? t('{0}, of this workspace', category) : category),
      h('span', { class: 'note template-description' }, description),
    ),
    isOpen && openedTemplate(context, opened),
  );
}

function openedTemplate(context: Context, template: Opened): Child {
  const marks = { placeholders: template.placeholders.map(({ name }) => `{{${name}}}`), frozen: [] };
  return h(
    'div',
    { class: 'template-body' },
    h('div', { class: 'edit-preview prompt-text' }, richText(template.body, marks)),
    template.placeholders.map((placeholder) => placeholderField(context, template.id, placeholder)),
    h(
      'div',
      { class: 'bar' },
      button({
        label: t('Insert at the Cursor'),
        kind: 'secondary',
        onPress: () =>
          context.send({
            type: 'assistant',
            request: { type: 'insert-template', id: template.id, values: valuesOf(context, template) },
          }),
      }),
      template.placeholders.length > 0 &&
        h('span', { class: 'note' }, t('What stays empty becomes a tab stop.')),
    ),
  );
}

function placeholderField(
  { state, dispatch }: Context,
  id: string,
  { name, description, example }: Opened['placeholders'][number],
): Child {
  const draft = draftName(id, name);
  return h(
    'label',
    { key: name, class: 'template-field' },
    h('span', {}, h('code', { class: 'placeholder' }, name), ' ', h('span', { class: 'note' }, description)),
    h('textarea', {
      class: 'text-input',
      rows: 1,
      placeholder: example,
      set: { value: state.drafts[draft] ?? '' },
      on: {
        input: ({ target }) => {
          const typed: unknown = Reflect.get(target ?? {}, 'value');
          if (typeof typed === 'string') dispatch({ type: 'draft', name: draft, text: typed });
        },
      },
    }),
  );
}

function valuesOf({ state }: Context, { id, placeholders }: Opened): Record<string, string> {
  return Object.fromEntries(placeholders.map(({ name }) => [name, state.drafts[draftName(id, name)] ?? '']));
}

function draftName(id: string, name: string): string {
  return `template:${id}:${name}`;
}
