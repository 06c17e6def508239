import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { Exchange } from '../../core/models/trace.ts';
import { redact } from '../../core/models/redact.ts';

/** Scheme of the documents that show calls. */
export const EXCHANGE_SCHEME = 'promptops-exchange';

/** Calls that are kept in memory, and nowhere else. */
const mostExchanges = 20;

/** The last calls of this window, for somebody who asks to see them. */
export interface Exchanges extends vscode.TextDocumentContentProvider {
  add(exchange: Exchange): void;
  /** @throws PromptOpsError when there was no call yet. */
  showLast(): Promise<void>;
}

export function createExchanges(): Exchanges {
  const kept: string[] = [];
  let count = 0;
  return {
    add: (exchange) => {
      count += 1;
      kept.push(describeExchange(exchange));
      if (kept.length > mostExchanges) kept.shift();
    },
    provideTextDocumentContent: ({ query }) =>
      kept[Number(query) - 1 - (count - kept.length)] ??
      vscode.l10n.t('This call is not kept any more: only the last {0} are.', mostExchanges),
    showLast: async () => {
      if (count === 0) throw noExchange();
      const uri = vscode.Uri.from({
        scheme: EXCHANGE_SCHEME,
        path: vscode.l10n.t('Model Call {0}', count) + '.md',
        query: String(count),
      });
      await vscode.window.showTextDocument(uri, { preview: true });
    },
  };
}

/** The call as a text, without anything that looks like a key. */
export function describeExchange({ model, endpoint, request, result }: Exchange): string {
  const { messages, answer, temperature, maxOutputTokens, repeat } = request;
  const parameters = { answer: answer?.name ?? 'text', temperature, maxOutputTokens, repeat };
  const lines = [
    `# ${model} at ${endpoint}`,
    fenced(JSON.stringify(parameters)),
    ...messages.flatMap(({ role, content }) => [`## ${role}`, fenced(content)]),
    ...(answer === null ? [] : ['## schema', fenced(JSON.stringify(answer.schema, null, 2))]),
    '## result',
    result.kind === 'answered'
      ? `${fenced(result.text)}\n\n${result.source}, ${Math.round(result.latencyMs)} ms, ${JSON.stringify(result.usage)}`
      : `${result.failure.reason}: ${result.failure.detail}`,
  ];
  return redact(`${lines.join('\n\n')}\n`, null);
}

/** A fence that nothing inside of it can close. */
function fenced(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((length, [run]) => Math.max(length, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function noExchange(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No language model was called in this window yet.',
    nextStep: 'Run Optimize Prompt with a language model.',
  });
}
