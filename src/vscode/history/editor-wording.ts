import * as vscode from 'vscode';
import type { Wording } from './history-view-model.ts';

let timeFormat: Intl.DateTimeFormat | undefined;

/** Speaks the display language of the editor. */
export const editorWording: Wording = {
  translate: (text, ...values) => vscode.l10n.t(text, ...values),
  formatTime: (time) => {
    timeFormat ??= new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
    return timeFormat.format(time);
  },
};
