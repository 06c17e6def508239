import type { AssistantPage, AssistantSuggestion } from '../../src/protocol/assistant-page.ts';
import { button, progressRing } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatSigned } from '../format.ts';
import { icon } from '../icons.ts';
import { quotedText, richText } from '../rich-text.ts';
import { formatCount, joinParts, localise, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { severityIcons, severityLabels, shorten } from './analysis.ts';
import { editPreview } from './edit-preview.ts';
import { categoryLabel } from './reason.ts';
import { section } from './section.ts';

type About = NonNullable<AssistantPage['prompt']>;

/** Under this name the panel remembers whether dismissed suggestions are shown. */
const dismissedName = 'dismissed-suggestions';

/** What could be better, in the order of what it would bring. */
export function suggestionsSection(context: Context, about: About): Child {
  const open = about.suggestions.filter(({ isDismissed }) => !isDismissed);
  const dismissed = about.suggestions.length - open.length;
  const isShown = context.state.place.open[dismissedName] === true;
  const listed = isShown ? about.suggestions : open;
  const first = open.find(({ edit }) => edit !== null);
  return section(
    context,
    { name: 'suggestions', title: t('Suggestions'), note: formatCount(open.length), isOpenByDefault: true },
    listed.length === 0
      ? h('p', { class: 'note' }, t('The rules find nothing more to improve in this prompt.'))
      : h(
          'ul',
          { class: 'findings' },
          listed.map((suggestion) => suggestionItem(context, about, suggestion, suggestion === first)),
        ),
    askLine(context, about.talk),
    dismissed > 0 &&
      h(
        'div',
        {},
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            'aria-expanded': String(isShown),
            on: { click: () => context.dispatch({ type: 'open', name: dismissedName, isOpen: !isShown }) },
          },
          isShown ? t('Hide dismissed') : t('Show dismissed ({0})', formatCount(dismissed)),
        ),
      ),
  );
}

/** The way to more suggestions, which costs something. */
function askLine({ send }: Context, { model, isAsking, notice }: About['talk']): Child {
  if (model === null) return null;
  return h(
    'div',
    { key: 'ask', class: 'bar', 'aria-busy': String(isAsking) },
    isAsking
      ? [
          progressRing(),
          h('span', { class: 'note' }, t('{0} reads the prompt…', model)),
          button({
            key: 'stop',
            label: t('Stop'),
            kind: 'secondary',
            onPress: () => send({ type: 'assistant', request: { type: 'stop' } }),
          }),
        ]
      : button({
          key: 'ask',
          label: t('Ask the Model'),
          kind: 'secondary',
          title: t('Sends this prompt to {0} and lists what it would change.', model),
          onPress: () => send({ type: 'assistant', request: { type: 'ask-model' } }),
        }),
    notice !== null && h('span', { class: 'note said', role: 'status' }, localise(quotedText(notice))),
  );
}

function suggestionItem(
  context: Context,
  { placeholders }: About,
  suggestion: AssistantSuggestion,
  isFirst: boolean,
): Child {
  const { id, severity, evidence, advice, edit, isDismissed } = suggestion;
  return h(
    'li',
    { key: id, class: `finding is-${severity} ${isDismissed ? 'is-dismissed' : ''}` },
    icon(severityIcons[severity]),
    h(
      'div',
      { class: 'finding-body' },
      h(
        'p',
        { class: 'said' },
        h('span', { class: 'visually-hidden' }, `${t(severityLabels[severity])}: `),
        saidBy(suggestion),
      ),
      advice !== '' && h('p', { class: 'said' }, quotedText(advice)),
      edit === null
        ? evidence.trim() !== '' &&
            h(
              'blockquote',
              { class: 'evidence prompt-text' },
              richText(shorten(evidence), { placeholders, frozen: [] }),
            )
        : editPreview(edit.preview, placeholders),
      details(context, suggestion),
      decisions(context, suggestion, isFirst),
    ),
  );
}

/** What the rules say has translations; what a model says stays as it is. */
function saidBy({ source, message }: AssistantSuggestion): string {
  const said = quotedText(message);
  return source === 'rules' ? localise(said) : said;
}

/** What an edit would bring, what kind of thing it is about, and the way to its place in the document. */
function details({ send }: Context, suggestion: AssistantSuggestion): Child {
  const { id, source, ruleId, category, line, edit } = suggestion;
  const brings =
    edit === null ? [] : [...gainsOf(edit), ...(edit.title === '' ? [] : [localise(edit.title)])];
  return h(
    'p',
    { class: 'note' },
    joinParts([...brings, categoryLabel(category)]),
    ' · ',
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        title: t('Go to: {0}', saidBy(suggestion)),
        on: { click: () => send({ type: 'assistant', request: { type: 'reveal-suggestion', id } }) },
      },
      t('Line {0}', line),
    ),
    ` · ${source === 'model' ? t('from the model') : ruleId}`,
  );
}

function gainsOf({ qualityGain, tokensSaved }: NonNullable<AssistantSuggestion['edit']>): readonly string[] {
  return [
    ...(qualityGain === null || qualityGain === 0
      ? []
      : [t('{0} points of quality by the rules', formatSigned(qualityGain))]),
    ...(tokensSaved === null || tokensSaved === 0 ? [] : [tokensLabel(tokensSaved)]),
  ];
}

function tokensLabel(saved: number): string {
  return saved > 0
    ? plural(saved, '{0} token less', '{0} tokens less')
    : plural(-saved, '{0} token more', '{0} tokens more');
}

function decisions({ send }: Context, suggestion: AssistantSuggestion, isFirst: boolean): Child {
  const { id, edit, isDismissed } = suggestion;
  const message = saidBy(suggestion);
  const press = (): void =>
    send({ type: 'assistant', request: { type: 'dismiss', id, isDismissed: !isDismissed } });
  return h(
    'div',
    { class: 'bar' },
    edit !== null &&
      button({
        key: 'apply',
        label: t('Apply'),
        kind: isFirst ? 'primary' : 'secondary',
        title: t('Apply: {0}', message),
        onPress: () => send({ type: 'assistant', request: { type: 'apply', id } }),
      }),
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        title: isDismissed ? t('Show this again: {0}', message) : t('Dismiss: {0}', message),
        on: { click: press },
      },
      isDismissed ? t('Take Back') : t('Dismiss'),
    ),
  );
}
