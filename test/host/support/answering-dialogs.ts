import type * as vscode from 'vscode';
import type { SharingDialogs } from '../../../src/vscode/sharing/sharing-dialogs.ts';

/** What was asked and told, and the answers that a person would give. */
export interface AnsweringDialogs extends SharingDialogs {
  /** Texts of all questions and messages, in their order. */
  readonly said: string[];
  /** Labels that are pressed or picked, in this order; nothing is answered when they have run out. */
  readonly answers: string[];
  file: vscode.Uri | undefined;
  entered: string | undefined;
}

/** Dialogs that answer by themselves. A label that is not offered fails the test through its missing effect. */
export function answeringDialogs(...answers: readonly string[]): AnsweringDialogs {
  const answer = (offered: readonly string[]): string | undefined => {
    const [next] = dialogs.answers;
    if (next === undefined || !offered.includes(next)) return undefined;
    return dialogs.answers.shift();
  };
  const dialogs: AnsweringDialogs = {
    said: [],
    answers: [...answers],
    file: undefined,
    entered: undefined,
    ask: ({ message, detail, answers: offered }) => {
      dialogs.said.push(`${message}\n${detail}`);
      return Promise.resolve(answer(offered));
    },
    confirm: ({ message, detail, accept }) => {
      dialogs.said.push(`${message}\n${detail}`);
      return Promise.resolve(answer([accept]) !== undefined);
    },
    tell: (message, ...buttons) => {
      dialogs.said.push(message);
      return Promise.resolve(answer(buttons));
    },
    pick: async (items) => {
      const offered = await items;
      dialogs.said.push(offered.map(({ label }) => label).join('|'));
      const picked = answer(offered.map(({ label }) => label));
      return offered.find(({ label }) => label === picked);
    },
    enter: () => Promise.resolve(dialogs.entered),
    save: () => Promise.resolve(dialogs.file),
    open: () => Promise.resolve(dialogs.file),
  };
  return dialogs;
}
