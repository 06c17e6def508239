import * as vscode from 'vscode';
import type { RunReport } from '../../../src/core/report/run-report.ts';
import type { PromptOpsApi } from '../../../src/vscode/activate.ts';
import type { Confirmation, Dialogs } from '../../../src/vscode/models/dialogs.ts';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
  type ScriptedServer,
} from '../../support/scripted-server.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../../support/scripted-team.ts';
import { closeAllEditors, extension, openNewFile, until, workspaceUri } from './editor.ts';

const rewrite = 'Always answer to help {customer}.\nNever promise a refund.\n';

export const source =
  'SYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
  'You must not promise a refund.\n"""\n';

export const withoutPlaceholders =
  'SYSTEM_PROMPT = """You are a support agent. Please make sure that you always answer politely.\n' +
  'You must not promise a refund.\n"""\n';

export const withControlBlocks =
  'SYSTEM_PROMPT = """Please answer the customer. {% if formal %}You must be formal.{% endif %}\n' +
  'You must not promise a refund.\n"""\n';

/** Rewrites, judges and drafts; the better prompt makes the target say yes more often. */
export const team: Script = (request) => {
  switch (questionOf(request) as string) {
    case 'cases':
      return answer({ cases: draftsFor(request) });
    case 'output':
      return { kind: 'answer', text: outputFor(request) };
    case 'rubric':
      return answer({
        score: fieldsOf(request)['output'] === 'yes' ? 1 : 0,
        pass: true,
        reason: 'As it is.',
      });
    case 'patch':
      return answer({ edits: [] });
    default:
      return roleOf(request) === 'proposer' ? answer({ prompt: rewrite, reasons: [] }) : judgeAnswer(request);
  }
};

export const answer = (value: unknown) => ({ kind: 'answer', text: JSON.stringify(value) }) as const;

/** As many drafts as were asked for, each with every variable. */
function draftsFor(request: ReceivedRequest): readonly unknown[] {
  const { count, variables } = fieldsOf(request) as { readonly count: number; readonly variables: string[] };
  return Array.from({ length: count }, (_, index) => ({
    description: `Case ${index}`,
    vars: variables.map((name) => ({ name, value: `Value ${index}` })),
    assert: [{ type: 'contains', value: 'yes' }],
  }));
}

function outputFor({ body }: ReceivedRequest): string {
  const text = body.messages.map(({ content }) => content).join(' ');
  const number = Number(/Value (\d+)/.exec(text)?.[1] ?? 0);
  return !text.includes('Please make sure') || number % 2 === 0 ? 'yes' : 'no';
}

export interface Played extends Dialogs {
  readonly confirmed: Confirmation[];
  readonly told: string[];
  readonly asked: string[];
}

export interface Play {
  /** What is typed for the number of cases; undefined is Escape. */
  readonly count?: string;
  /** Label that is picked; undefined is Escape. */
  readonly picks?: string;
  /** Label of a button that is pressed. */
  readonly presses?: string;
  readonly agrees?: boolean;
}

export async function play({ count, picks, presses, agrees = true }: Play): Promise<Played> {
  const dialogs: Played = {
    confirmed: [],
    told: [],
    asked: [],
    confirm: (question) => {
      dialogs.confirmed.push(question);
      return Promise.resolve(agrees);
    },
    enter: (options) => {
      dialogs.asked.push(options.prompt ?? '');
      return Promise.resolve(count);
    },
    pick: async (items) => (await items).find(({ label }) => label === picks),
    tell: (message, ...buttons) => {
      dialogs.told.push(message);
      return Promise.resolve(buttons.find((label) => label === presses));
    },
  };
  (await workbench()).models.dialogs = dialogs;
  return dialogs;
}

export async function workbench(): ReturnType<PromptOpsApi['workbench']> {
  return ((await extension().activate()) as PromptOpsApi).workbench();
}

export async function configure(values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptops');
  for (const [name, value] of Object.entries(values)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

export async function useTests(tests: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptops');
  await configuration.update('tests', tests, vscode.ConfigurationTarget.Workspace);
}

export async function openPrompt(name: string, text = source): Promise<void> {
  const editor = await openNewFile(name, text);
  const position = editor.document.positionAt(text.indexOf('lease'));
  editor.selection = new vscode.Selection(position, position);
}

export async function runCommand(
  command: 'promptops.optimizePrompt' | 'promptops.draftTestCases',
): Promise<unknown> {
  return (await workbench()).commands[command]();
}

/** The report of the run of a file, once it has finished. */
export async function reportOf(file: string): Promise<RunReport> {
  const { sessions } = await workbench();
  return until(`the result of ${file}`, () => {
    const session = sessions.active();
    const phase = session?.phase;
    return session?.subject.path.endsWith(`/${file}`) === true && phase?.name === 'result' && phase.report;
  });
}

export async function textOf(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceUri(name)));
}

export const isThere = (name: string): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(workspaceUri(name))).then(
    () => true,
    () => false,
  );

/** A suite of so many cases, with what every one of them expects. */
export function suiteOf(count: number, expectation: string): string {
  const tests = Array.from(
    { length: count },
    (_, index) => `  - { vars: { customer: Value ${index} }, assert: [${expectation}] }\n`,
  );
  return `tests:\n${tests.join('')}`;
}

/** A scripted team behind a real server, chosen in the settings before each test and forgotten after it. */
export function useScriptedTeam(): {
  readonly requests: () => readonly ReceivedRequest[];
  /** For the rest of a test. */
  readonly play: (script: Script) => void;
} {
  let server: ScriptedServer;
  let script: Script = team;
  beforeEach(async () => {
    script = team;
    server = await startScriptedServer((request, index) => script(request, index));
    await configure({ 'model.baseUrl': server.baseUrl, 'model.name': 'tiny', engine: 'openai' });
  });
  afterEach(async () => {
    await closeAllEditors();
    await configure({ 'model.baseUrl': undefined, 'model.name': undefined, engine: undefined });
    await useTests(undefined);
    await (await workbench()).models.cache.clear();
    await server[Symbol.asyncDispose]();
  });
  return { requests: () => server.requests, play: (next) => void (script = next) };
}
