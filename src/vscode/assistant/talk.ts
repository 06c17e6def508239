import { extractContract } from '../../core/contract/contract.ts';
import type { ProposedEdit } from '../../core/assistant/suggestions.ts';
import { suggestByModel } from '../../core/assistant/suggest-by-model.ts';
import { describeError, PromptOpsError } from '../../core/errors.ts';
import type { Engine } from '../../core/engine.ts';
import type { ChatModel, ChatResult } from '../../core/models/chat-model.ts';
import { createUsageLedger } from '../../core/models/usage-ledger.ts';
import { modelOfRole } from '../../core/pcv/model-engine/model-team.ts';
import { conversationMessages, type Turn } from '../../core/prompts/conversation-prompt.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { systemClock } from '../../node/system.ts';
import type { ModelService } from '../models/model-service.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';

/** One message of a conversation, as it has come so far. */
export interface TalkMessage {
  readonly id: string;
  readonly from: Turn['from'];
  readonly text: string;
  readonly status: 'done' | 'streaming' | 'stopped' | 'failed';
  readonly failure: string | null;
}

interface TalkServices {
  readonly engine: Engine;
  readonly models: Pick<ModelService, 'prepareRun'>;
}

/** Tokens of one answer, the thoughts of a reasoning model included. */
const mostOutputTokens = 6000;

/** Milliseconds between two snapshots of an answer that is coming. */
const streamPauseMs = 80;

/** What is said about one prompt, in this window only: nothing of it is kept. `onChange` is told of all that can be seen. */
export class Talk {
  readonly #services: TalkServices;
  readonly #onChange: () => void;
  readonly #later: () => void;
  #messages: readonly TalkMessage[] = [];
  #isAsking = false;
  #notice: string | null = null;
  #abort = new AbortController();
  #count = 0;

  constructor(services: TalkServices, onChange: () => void) {
    this.#services = services;
    this.#onChange = onChange;
    this.#later = throttled(onChange);
  }

  get messages(): readonly TalkMessage[] {
    return this.#messages;
  }

  /** True while the model looks for suggestions. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** What came of asking for suggestions, when that is worth saying. */
  get notice(): string | null {
    return this.#notice;
  }

  /** Asks the model for suggestions; null when nothing came of it. */
  async suggest(subject: SessionSubject): Promise<readonly ProposedEdit[] | null> {
    if (this.#isBusy()) return null;
    this.#isAsking = true;
    this.#notice = null;
    const signal = this.#begin();
    this.#onChange();
    try {
      const model = await connect(this.#services, subject);
      const { value, failures } = await suggestByModel({ model, signal }, promptOfTarget(subject.target));
      this.#notice = value?.length === 0 ? nothingFound : (failures[0]?.detail ?? null);
      return value;
    } catch (error) {
      this.#notice = describeError(error);
      return null;
    } finally {
      this.#isAsking = false;
    }
  }

  /** Asks a question and takes the answer as it comes. */
  async say(subject: SessionSubject, text: string): Promise<void> {
    const question = text.trim();
    if (question === '' || this.#isBusy()) return;
    const turns = turnsOf(this.#messages);
    this.#add('person', question, 'done');
    await this.#answer({ subject, question, turns });
  }

  /** Asks the last question again. */
  async retry(subject: SessionSubject): Promise<void> {
    const index = this.#messages.findLastIndex(({ from }) => from === 'person');
    const question = this.#messages[index];
    if (question === undefined || this.#isBusy()) return;
    this.#messages = this.#messages.slice(0, index + 1);
    await this.#answer({
      subject,
      question: question.text,
      turns: turnsOf(this.#messages.slice(0, index)),
    });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#abort.abort();
  }

  /** Forgets all that was said. */
  clear(): void {
    this.stop();
    this.#messages = [];
    this.#notice = null;
  }

  async #answer(question: Question): Promise<void> {
    const id = this.#add('assistant', '', 'streaming');
    const signal = this.#begin();
    this.#onChange();
    let text = '';
    const take = (whole: string): void => {
      text = whole;
      this.#change(id, { text });
      this.#later();
    };
    try {
      const model = await connect(this.#services, question.subject);
      const call = { signal, onFirstToken: () => take(''), onText: (piece: string) => take(text + piece) };
      this.#change(id, endOf(await converse(model, question, call)));
    } catch (error) {
      this.#change(id, { status: 'failed', failure: describeError(error) });
    }
    this.#onChange();
  }

  #begin(): AbortSignal {
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  #add(from: Turn['from'], text: string, status: TalkMessage['status']): string {
    this.#count += 1;
    const id = `message-${this.#count}`;
    this.#messages = [...this.#messages, { id, from, text, status, failure: null }];
    return id;
  }

  #change(id: string, changes: Partial<TalkMessage>): void {
    this.#messages = this.#messages.map((message) =>
      message.id === id ? { ...message, ...changes } : message,
    );
  }

  #isBusy(): boolean {
    return this.#isAsking || this.#messages.some(({ status }) => status === 'streaming');
  }
}

const nothingFound = 'The model has nothing to suggest.';

/**
 * The model of the Critic with budget, cache and consent as for a run; each question has a budget of its own.
 * @throws PromptOpsError when no model is chosen or the person has turned it down.
 */
async function connect({ engine, models }: TalkServices, subject: SessionSubject): Promise<ChatModel> {
  const prepared = await models.prepareRun(subject, 'ask');
  if (prepared === null) throw noModel();
  if (prepared === undefined) throw nothingSent();
  const { run, models: settings } = readSettings(subject.uri);
  const counter = await engine.counter(run.encoding);
  const ledger = createUsageLedger({ budget: settings.budget, clock: systemClock, counter });
  return modelOfRole('critic', prepared.team, ledger);
}

interface Question {
  readonly subject: SessionSubject;
  readonly question: string;
  readonly turns: readonly Turn[];
}

function converse(
  model: ChatModel,
  { subject, question, turns }: Question,
  call: Parameters<ChatModel['complete']>[1],
): Promise<ChatResult> {
  const prompt = promptOfTarget(subject.target);
  const placeholders = extractContract(prompt).placeholders.map(({ text }) => text);
  const messages = conversationMessages({ prompt: prompt.text, placeholders, turns, question });
  const request = { messages, answer: null, temperature: null, maxOutputTokens: mostOutputTokens, repeat: 0 };
  return model.complete(request, call);
}

function endOf(result: ChatResult): Partial<TalkMessage> {
  if (result.kind === 'answered') return { text: result.text, status: 'done' };
  if (result.failure.reason === 'cancelled') return { status: 'stopped' };
  return { status: 'failed', failure: result.failure.detail };
}

/** Answers that did not come to their end are nothing to go on from. */
function turnsOf(messages: readonly TalkMessage[]): readonly Turn[] {
  return messages
    .filter(({ status, text }) => status === 'done' && text !== '')
    .map(({ from, text }) => ({ from, text }));
}

function throttled(action: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      action();
    }, streamPauseMs);
  };
}

function noModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'No language model is chosen.',
    nextStep: 'Choose one with Select Model.',
  });
}

function nothingSent(): PromptOpsError {
  return new PromptOpsError({
    reason: 'cancelled',
    message: 'Nothing was sent.',
    nextStep: 'Try again when you like.',
  });
}
