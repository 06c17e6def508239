import type { PromptText } from '../model.ts';
import type { SourceLanguage } from '../source/languages.ts';
import { withLineBreaksOf } from '../source/line-breaks.ts';
import type { SourceParser } from '../source/source-parser.ts';
import { writeBack, type WriteBackResult } from '../source/write-back.ts';
import type { PromptTarget } from './prompt-target.ts';

interface EncodeRequest {
  readonly target: PromptTarget;
  readonly path: string;
  readonly language?: SourceLanguage;
  readonly source: string;
  /** The rewritten text of the target. */
  readonly text: PromptText['text'];
  readonly parser: SourceParser;
}

/**
 * Turns a rewritten text into one edit of the source file, or says why it cannot be expressed there. New lines get the kind of
 * line breaks that the prompt has.
 */
export async function encodeTarget(request: EncodeRequest): Promise<WriteBackResult> {
  const { target, source, text } = request;
  switch (target.kind) {
    case 'site':
      return writeBack({ ...request, site: target.site, text: withLineBreaksOf(target.site.text, text) });
    case 'fragment': {
      const { site, span } = target;
      const whole = site.text.slice(0, span.start) + text + site.text.slice(span.end);
      return writeBack({ ...request, site, text: withLineBreaksOf(site.text, whole) });
    }
    case 'text': {
      const edited = source.slice(0, target.span.start) + text + source.slice(target.span.end);
      const edit = { span: target.span, replacement: text };
      return { kind: 'written', edit, source: edited, form: 'file', note: null };
    }
  }
}
