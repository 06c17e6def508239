import type { PhaseOf } from '../../src/protocol.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { key, t } from '../text.ts';
import type { Context } from '../view-state.ts';

type Result = PhaseOf<'result'>;

/** What test cases would add to a run that had none; nothing where they would add nothing, and once it is decided. */
export function casesOffer({ send }: Context, { casesOffer: offer, action }: Result): Child {
  if (offer === undefined || action.status === 'applied' || action.status === 'stale') return null;
  return h(
    'aside',
    { key: 'cases-offer', class: 'cases-offer', 'aria-label': t('Test cases') },
    h('p', {}, t(sentences[offer])),
    offer !== 'control-blocks' &&
      button({
        key: 'draft-cases',
        label: t('Draft Test Cases…'),
        kind: 'secondary',
        title: t('One call of the model; the cases are marked as synthetic and written beside the prompt.'),
        onPress: () => send({ type: 'draft-cases' }),
      }),
  );
}

const sentences = {
  placeholders: key(
    'No test case was tried: models have only read the texts (E1). Values for the placeholders would show what both texts do (E2, E3).',
  ),
  message: key(
    'No test case was tried: models have only read the texts (E1). Messages to this prompt would show what both texts do (E2, E3).',
  ),
  'control-blocks': key(
    'No test case can be tried: only the program itself can run the control blocks of this prompt, so models have read the texts (E1).',
  ),
} as const satisfies Record<NonNullable<Result['casesOffer']>, string>;
