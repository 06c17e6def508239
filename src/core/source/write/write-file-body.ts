import { applyEdits } from '../../text-edits.ts';
import { isUnstorable } from '../escape-characters.ts';
import { decodeFile, promptFileBody } from '../prompt-file.ts';
import type { WriteBackOptions, WriteBackResult } from '../write-back.ts';

/** Writes the body of a prompt file; front matter, byte order mark and kind of line breaks stay. */
export function writeFileBody({ source, site, text }: WriteBackOptions): WriteBackResult {
  const body = promptFileBody(source);
  const isUnchanged = body.start === site.span.start && body.end === site.span.end;
  if (!isUnchanged || decodeFile(source, body).text !== site.text) {
    return { kind: 'refused', reason: 'document-changed', detail: 'The file is no longer as it was read.' };
  }
  const edit = {
    span: body,
    replacement: text === site.text ? source.slice(body.start, body.end) : encode(source, text),
  };
  const written = applyEdits(source, [edit]);
  const after = promptFileBody(written);
  if (isUnstorable(written) || after.start !== body.start || decodeFile(written, after).text !== text) {
    return {
      kind: 'refused',
      reason: 'not-expressible',
      detail:
        'The new text would be read as front matter, or has characters or line breaks that the file cannot hold.',
    };
  }
  return { kind: 'written', edit, source: written, form: 'file', note: null };
}

function encode(source: string, text: string): string {
  return source.includes('\r\n') ? text.replace(/\n/g, '\r\n') : text;
}
