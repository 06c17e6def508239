import type { AssistantPage, ShownTalk } from '../../src/protocol/assistant-page.ts';
import { button, progressRing } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { icon } from '../icons.ts';
import { noMarks, quotedText, richText } from '../rich-text.ts';
import { localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { editPreview } from './edit-preview.ts';
import { section } from './section.ts';

type About = NonNullable<AssistantPage['prompt']>;
type Message = ShownTalk['messages'][number];
type Part = Message['parts'][number];

/** Under this name the panel keeps what is being typed. */
const draftName = 'talk';

/** A conversation about the prompt with the model, whose edits are shown before they are applied. */
export function talkSection(context: Context, { talk, placeholders }: About): Child {
  const { model, messages } = talk;
  return section(
    context,
    {
      name: 'talk',
      title: t('Conversation'),
      ...(model === null ? {} : { note: model }),
      isOpenByDefault: true,
    },
    model === null
      ? withoutModel(context)
      : [
          messages.length > 0 &&
            h(
              'div',
              { key: 'messages', role: 'log', 'aria-label': t('Conversation') },
              h(
                'ol',
                { class: 'talk' },
                messages.map((message) => messageItem(context, message, placeholders)),
              ),
            ),
          composer(context, talk),
        ],
  );
}

function withoutModel({ send }: Context): Child {
  return h(
    'div',
    { key: 'without-model', class: 'bar' },
    h(
      'p',
      { class: 'note' },
      t('With a language model you can ask about this prompt and have edits proposed.'),
    ),
    button({
      label: t('Select Model'),
      kind: 'secondary',
      onPress: () => send({ type: 'assistant', request: { type: 'select-model' } }),
    }),
  );
}

function messageItem(context: Context, message: Message, placeholders: readonly string[]): Child {
  const { id, from, status, parts, failure } = message;
  return h(
    'li',
    { key: id, class: `talk-message is-${from}`, 'aria-busy': String(status === 'streaming') },
    h('p', { class: 'talk-author' }, from === 'person' ? t('You') : t('Model')),
    parts.map((part, index) => partOf(context, part, { index, placeholders })),
    status === 'streaming' && parts.length === 0 && h('p', { class: 'note' }, t('Thinking…')),
    status === 'stopped' && h('p', { class: 'note' }, t('Stopped.')),
    failure !== null && failureLine(context, failure),
  );
}

function failureLine({ send }: Context, failure: string): Child {
  return h(
    'div',
    { class: 'bar is-error', role: 'alert' },
    icon('error'),
    h('p', { class: 'said' }, localise(quotedText(failure))),
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        on: { click: () => send({ type: 'assistant', request: { type: 'retry' } }) },
      },
      t('Try Again'),
    ),
  );
}

function partOf(
  { send }: Context,
  part: Part,
  { index, placeholders }: { readonly index: number; readonly placeholders: readonly string[] },
): Child {
  switch (part.kind) {
    case 'text':
      return [
        h('p', { key: `text-${index}`, class: 'talk-text', dir: 'auto' }, richText(part.text, noMarks)),
        part.isCut &&
          h(
            'p',
            { key: `cut-${index}`, class: 'note' },
            t('The rest of the answer is too long to be shown.'),
          ),
      ];
    case 'unfinished':
      return h('p', { key: `text-${index}`, class: 'note' }, t('Writing an edit…'));
    case 'edit':
      return h(
        'div',
        { key: `edit-${index}`, class: 'talk-edit' },
        !part.isApplied && editPreview(part.preview, placeholders),
        part.isApplied
          ? h('p', { class: 'note' }, t('Applied.'))
          : part.problem === null
            ? button({
                label: t('Apply Edit'),
                kind: 'secondary',
                onPress: () => send({ type: 'assistant', request: { type: 'apply-edit', id: part.id } }),
              })
            : h('p', { class: 'note' }, t('Cannot be applied: {0}', localise(quotedText(part.problem)))),
      );
  }
}

function composer(context: Context, { messages }: ShownTalk): Child {
  const { state, dispatch, send } = context;
  const isStreaming = messages.some(({ status }) => status === 'streaming');
  return h(
    'div',
    { key: 'composer', class: 'composer' },
    h('textarea', {
      class: 'text-input',
      rows: 2,
      'aria-label': t('Ask about this prompt'),
      placeholder: t('Ask about this prompt'),
      set: { value: state.drafts[draftName] ?? '' },
      on: {
        input: ({ target }) => {
          const typed: unknown = Reflect.get(target ?? {}, 'value');
          if (typeof typed === 'string') dispatch({ type: 'draft', name: draftName, text: typed });
        },
        keydown: (event) => {
          if (!(event instanceof KeyboardEvent) || event.isComposing) return;
          if (event.key !== 'Enter' || event.shiftKey || isStreaming) return;
          event.preventDefault();
          say(context);
        },
      },
    }),
    h(
      'div',
      { class: 'bar' },
      isStreaming
        ? [
            progressRing(),
            button({
              key: 'stop',
              label: t('Stop'),
              kind: 'secondary',
              onPress: () => send({ type: 'assistant', request: { type: 'stop' } }),
            }),
          ]
        : button({ key: 'send', label: t('Send'), kind: 'secondary', onPress: () => say(context) }),
      messages.length > 0 &&
        !isStreaming &&
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            on: { click: () => send({ type: 'assistant', request: { type: 'clear-talk' } }) },
          },
          t('Clear'),
        ),
      h('span', { class: 'note' }, t('The prompt is sent along with what you write.')),
    ),
  );
}

function say({ state, dispatch, send }: Context): void {
  const text = (state.drafts[draftName] ?? '').trim();
  if (text === '') return;
  dispatch({ type: 'draft', name: draftName, text: '' });
  send({ type: 'assistant', request: { type: 'say', text } });
}
