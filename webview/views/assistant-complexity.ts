import type { ShownComplexity } from '../../src/protocol/assistant-page.ts';
import { type Child, h } from '../dom.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { section } from './section.ts';

type FactorId = ShownComplexity['factors'][number]['id'];

/** How complex the prompt is, why, and how many rounds that is worth. */
export function complexitySection(context: Context, complexity: ShownComplexity): Child {
  const { level, factors, recommendedIterations, iterations } = complexity;
  return section(
    context,
    { name: 'complexity', title: t('Complexity'), note: levelLabel(level), isOpenByDefault: true },
    h('p', {}, reasonOf(complexity)),
    factors.length > 0 &&
      h(
        'ul',
        { class: 'facts' },
        factors.map(({ id, count }) => h('li', { key: id }, factorLabel(id, count))),
      ),
    h(
      'div',
      { class: 'bar' },
      recommendedIterations === iterations
        ? h('span', { class: 'note' }, t('Runs already take at most {0} rounds.', formatCount(iterations)))
        : [
            h('span', { class: 'note' }, t('Runs take at most {0} rounds now.', formatCount(iterations))),
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                on: {
                  click: () => context.send({ type: 'assistant', request: { type: 'set-iterations' } }),
                },
              },
              t('Set {0} rounds', formatCount(recommendedIterations)),
            ),
          ],
    ),
  );
}

function levelLabel(level: ShownComplexity['level']): string {
  switch (level) {
    case 'simple':
      return t('simple');
    case 'moderate':
      return t('moderate');
    case 'complex':
      return t('complex');
  }
}

function reasonOf({ level, recommendedIterations }: ShownComplexity): string {
  const rounds = formatCount(recommendedIterations);
  switch (level) {
    case 'simple':
      return t('There is little that a rewrite could lose: {0} rounds are enough.', rounds);
    case 'moderate':
      return t('There are several things to keep and to order: {0} rounds are worth trying.', rounds);
    case 'complex':
      return t('Much has to be kept while the text changes: {0} rounds are worth trying.', rounds);
  }
}

function factorLabel(id: FactorId, count: number): string {
  switch (id) {
    case 'requirements':
      return plural(count, '{0} requirement', '{0} requirements');
    case 'length':
      return plural(count, '{0} word', '{0} words');
    case 'placeholders':
      return plural(count, '{0} placeholder', '{0} placeholders');
    case 'sections':
      return plural(count, '{0} section', '{0} sections');
    case 'examples':
      return plural(count, '{0} example', '{0} examples');
    case 'outputContract':
      return t('{0} of 4 parts of an output contract', formatCount(count));
  }
}
