import { evidenceSentences } from '../../src/core/report/evidence-text.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import { doubtSentence } from '../evidence.ts';
import { quotedText } from '../rich-text.ts';
import { localise, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { section } from './section.ts';

type Result = PhaseOf<'result'>;

/** What models found out, and how far it can be trusted; nothing where none was asked. */
export function evidenceSection(context: Context, result: Result): Child {
  const sentences = evidenceSentences(result.report);
  if (sentences.length === 0) return null;
  const doubt = doubtSentence(result);
  return section(
    context,
    { name: 'evidence', title: t('Evidence'), note: evidenceNote(result), isOpenByDefault: doubt !== null },
    h(
      'ul',
      { class: 'sentences' },
      sentences.map((sentence) => h('li', { class: 'said' }, localise(quotedText(sentence)))),
    ),
  );
}

function evidenceNote({ report: { evidence } }: Result): string {
  const cases = evidence?.cases ?? null;
  if (cases !== null) return plural(cases.cases, '{0} kept case', '{0} kept cases');
  const pairs = evidence?.judgedPairs ?? 0;
  return pairs === 0 ? t('not judged by a model') : plural(pairs, '{0} pair judged', '{0} pairs judged');
}
