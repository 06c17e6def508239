import assert from 'node:assert/strict';
import Module from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../../src/vscode/activate.ts';
import type { Confirmation, Dialogs } from '../../../src/vscode/models/dialogs.ts';
import type {
  ReceivedRequest,
  Script,
  ScriptedReply,
  ScriptedServer,
} from '../../support/scripted-server.ts';
import type { OptimizationSession } from '../../../src/vscode/session/optimization-session.ts';
import type { Workbench } from '../../../src/vscode/workbench.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../../support/scripted-team.ts';
import { extension, openNewFile } from './editor.ts';

/** A file with a prompt that can be improved. */
export const source =
  'SYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
  'You must not promise a refund.\n"""\n';

const rewrite = 'Always answer to help {customer}.\nNever promise a refund.\n';

/** A model that rewrites well and judges by length. */
export const good: Script = (request) => {
  if (isTestCall(request)) return { kind: 'answer', text: '{"ready": true}' };
  return roleOf(request) === 'proposer' ? proposal(request) : judgeAnswer(request);
};

/** The short question with which a choice is tried out. */
function isTestCall({ body }: ReceivedRequest): boolean {
  return body.messages.some(({ content }) => content.includes('"ready"'));
}

function proposal(request: ReceivedRequest): ScriptedReply {
  const before = 'Please make sure that you always answer in order to help';
  const why = 'Says it in fewer words.';
  const isThere = String(fieldsOf(request)['prompt']).includes(before);
  const answer =
    questionOf(request) === 'patch'
      ? { edits: isThere ? [{ find: before, replace: 'Always answer to help', why, kind: 'economy' }] : [] }
      : { prompt: rewrite, reasons: [{ quote: before, why, kind: 'economy' }] };
  return { kind: 'answer', text: JSON.stringify(answer) };
}

/** Dialogs that answer, and what was asked and told. */
export interface AnsweringDialogs extends Dialogs {
  readonly confirmed: Confirmation[];
  readonly told: string[];
}

/** Answers in a person's place: picks by label, types what it was given, agrees or not. */
function answers(script: {
  readonly picks?: readonly string[];
  readonly texts?: readonly string[];
  readonly agrees?: boolean;
}): AnsweringDialogs {
  const picks = [...(script.picks ?? [])];
  const texts = [...(script.texts ?? [])];
  const confirmed: Confirmation[] = [];
  const told: string[] = [];
  return {
    confirmed,
    told,
    confirm: (question) => {
      confirmed.push(question);
      return Promise.resolve(script.agrees ?? true);
    },
    enter: (options) => {
      const text = texts.shift();
      assert.equal(options.validateInput?.(text ?? '') ?? undefined, undefined);
      return Promise.resolve(text);
    },
    pick: async (items) => {
      const label = picks.shift();
      const all = await items;
      const found = all.find((item) => item.label === label);
      assert.ok(found, `${String(label)} is not among ${all.map((item) => item.label).join(', ')}`);
      return found;
    },
    tell: (message) => {
      told.push(message);
      return Promise.resolve(undefined);
    },
  };
}

export async function workbench(): Promise<Workbench> {
  const api = (await extension().activate()) as PromptOpsApi;
  return api.workbench();
}

export async function useAnswers(script: Parameters<typeof answers>[0]): Promise<AnsweringDialogs> {
  const dialogs = answers(script);
  (await workbench()).models.dialogs = dialogs;
  return dialogs;
}

export async function openPrompt(name: string, text = source): Promise<vscode.TextEditor> {
  const editor = await openNewFile(name, text);
  const position = editor.document.positionAt(text.indexOf('Please') + 3);
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

/** Optimizes the prompt under the cursor. */
export const optimize = (): Thenable<unknown> => vscode.commands.executeCommand('promptops.optimizePrompt');

export async function latest(): Promise<OptimizationSession> {
  const session = (await workbench()).sessions.active();
  assert.ok(session, 'a session is there');
  return session;
}

/** Settings, keys and answers as they were before. */
export async function forgetEverything(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptops');
  const roles = ['proposer', 'critic', 'verifier', 'target'].map((role) => `model.${role}`);
  const names = [
    'engine',
    'model.baseUrl',
    'model.name',
    ...roles,
    'model.endpoints',
    'concurrency',
    'budget.calls',
  ];
  for (const name of names) await configuration.update(name, undefined, vscode.ConfigurationTarget.Global);
  const { models } = await workbench();
  for (const origin of models.keys.origins()) await models.keys.clear(origin);
  await models.cache.clear();
}

export async function useEndpoint({ baseUrl }: ScriptedServer, model: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptops');
  const values = { 'model.baseUrl': baseUrl, 'model.name': model, engine: 'openai' };
  for (const [name, value] of Object.entries(values)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

/** Names of the files that this extension host has required, ours among them. */
export function loadedBundles(): readonly string[] {
  const { _cache: loaded } = Module as unknown as { readonly _cache: Readonly<Record<string, unknown>> };
  return Object.keys(loaded).map((file) => path.basename(file));
}
