import type { AssistantPage } from '../../src/protocol/assistant-page.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatNumber } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { complexitySection } from './assistant-complexity.ts';
import { talkSection } from './assistant-talk.ts';
import { templatesSection } from './assistant-templates.ts';
import { suggestionsSection } from './assistant-suggestions.ts';

type About = NonNullable<AssistantPage['prompt']>;

/** "What would you change?": suggestions for one prompt, best first. */
export function assistantView(context: Context, page: AssistantPage): Child {
  const { prompt } = page;
  return h(
    'main',
    { key: 'assistant', class: 'view assistant', tabindex: -1 },
    prompt === null ? noPrompt(context, page.problem) : headline(context, prompt),
    prompt !== null && [
      suggestionsSection(context, prompt),
      talkSection(context, prompt),
      complexitySection(context, prompt.complexity),
    ],
    templatesSection(context, page.templates, prompt === null),
  );
}

function headline({ send }: Context, { subject, suggestions, quality, tokens }: About): Child {
  const open = suggestions.filter(({ isDismissed }) => !isDismissed);
  const place = `${subject.file}:${subject.line}`;
  return h(
    'section',
    { key: 'headline', class: 'headline', 'aria-labelledby': 'headline' },
    h('div', { class: 'headline-title' }, h('h1', { id: 'headline' }, title(open.length))),
    h(
      'p',
      { class: 'headline-reason' },
      `${subject.name ?? t('Unnamed prompt')} · `,
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          title: t('Go to the prompt in {0}', place),
          on: { click: () => send({ type: 'assistant', request: { type: 'reveal' } }) },
        },
        place,
      ),
      ' · ',
      t('quality {0} of 100 by the rules', formatNumber(quality)),
      ' · ',
      plural(tokens, '{0} token', '{0} tokens'),
    ),
  );
}

function title(suggestions: number): string {
  if (suggestions === 0) return t('Nothing to suggest');
  return suggestions === 1
    ? t('One suggestion for this prompt')
    : t('{0} suggestions for this prompt', formatCount(suggestions));
}

function noPrompt({ send }: Context, problem: string | null): Child {
  return h(
    'section',
    { key: 'no-prompt', class: 'message' },
    h('h1', {}, t('No prompt is meant yet')),
    h(
      'p',
      {},
      problem ??
        t('Put the cursor into a prompt of your code: here you will see what would make it better, and why.'),
    ),
    h(
      'div',
      { class: 'decision' },
      button({
        label: t('Take the Prompt at the Cursor'),
        kind: 'primary',
        onPress: () => send({ type: 'assistant', request: { type: 'choose-prompt' } }),
      }),
    ),
  );
}
