import * as vscode from 'vscode';
import { translate } from '../localise.ts';
import type { Wording } from './history-view-model.ts';

let timeFormat: Intl.DateTimeFormat | undefined;

/** Speaks the display language of the editor. */
export const editorWording: Wording = {
  translate,
  formatTime: (time) => {
    timeFormat ??= new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
    return timeFormat.format(time);
  },
};
