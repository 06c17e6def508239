import {
  cancelled,
  type ChatAnswer,
  type ChatCall,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
} from './chat-model.ts';

/** Answers by their whole request. One that is set is there for the next `get` at once, also when `set` goes on writing. */
export interface AnswerCache {
  get(key: string): ChatAnswer | undefined | Promise<ChatAnswer | undefined>;
  set(key: string, answer: ChatAnswer): void;
  clear(): void | Promise<void>;
}

/** A cache whose answers are at hand. */
export interface MemoryCache extends AnswerCache {
  get(key: string): ChatAnswer | undefined;
  clear(): void;
}

/** Characters of keys and answers that are kept: some tens of megabytes. */
const defaultCapacity = 16_000_000;

/** A cache in memory that drops what was used longest ago. `capacity` is in characters of keys and answers. */
export function createMemoryCache(capacity = defaultCapacity): MemoryCache {
  const answers = new Map<string, ChatAnswer>();
  let size = 0;
  const drop = (key: string): void => {
    const answer = answers.get(key);
    if (answer === undefined) return;
    answers.delete(key);
    size -= sizeOf(key, answer);
  };
  return {
    get: (key) => {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      // Set anew, the entry is the youngest: a Map keeps the order of insertion.
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    set: (key, answer) => {
      drop(key);
      if (sizeOf(key, answer) > capacity) return;
      answers.set(key, answer);
      size += sizeOf(key, answer);
      for (const oldest of answers.keys()) {
        if (size <= capacity) break;
        drop(oldest);
      }
    },
    clear: () => {
      answers.clear();
      size = 0;
    },
  };
}

/** Answers equal requests once: later ones from the cache, simultaneous ones from the same call. Failures are not kept. */
export function withCache(model: ChatModel, cache: AnswerCache): ChatModel {
  const flights = new Map<string, Flight>();
  return {
    ...model,
    complete: async (request, call) => {
      const key = cacheKey(model, request);
      const running = flights.get(key);
      if (running !== undefined) return asCached(await board(running, call.signal));
      const known = cache.get(key);
      if (known !== undefined && !(known instanceof Promise)) return fromCache(known);
      const flight = startFlight({ model, request, call, cache, key, known });
      flights.set(key, flight);
      // A flight that everybody has left is on its way to be aborted: nobody may board it any more.
      flight.close = () => {
        if (flights.get(key) === flight) flights.delete(key);
      };
      void flight.result.then(flight.close, flight.close);
      return board(flight, call.signal);
    },
  };
}

/** The whole request with model, endpoint and repeat: nothing that could change the answer is left out. */
export function cacheKey({ endpoint, name }: ChatModel, request: ChatRequest): string {
  const { messages, answer, temperature, maxOutputTokens, repeat } = request;
  return JSON.stringify([
    endpoint,
    name,
    messages.map(({ role, content }) => [role, content]),
    answer,
    temperature,
    maxOutputTokens,
    repeat,
  ]);
}

/** A call that several wait for; it is aborted only when all of them have left. */
interface Flight {
  readonly result: Promise<ChatResult>;
  readonly abort: AbortController;
  passengers: number;
  close: () => void;
}

interface FlightPlan {
  readonly model: ChatModel;
  readonly request: ChatRequest;
  readonly call: ChatCall;
  readonly cache: AnswerCache;
  readonly key: string;
  /** What a slow cache is still looking for. */
  readonly known: Promise<ChatAnswer | undefined> | undefined;
}

function startFlight(plan: FlightPlan): Flight {
  const abort = new AbortController();
  return { result: fly(plan, abort.signal), abort, passengers: 0, close: () => undefined };
}

/** Looks into a slow cache first: who comes meanwhile waits for the same look, and for the same call after it. */
async function fly(plan: FlightPlan, signal: AbortSignal): Promise<ChatResult> {
  const { model, request, call, cache, key, known } = plan;
  const answer = known === undefined ? undefined : await known;
  if (answer !== undefined) return fromCache(answer);
  if (signal.aborted) return cancelled();
  const result = await model.complete(request, { ...call, signal });
  if (result.kind === 'answered') cache.set(key, result);
  return result;
}

function fromCache(answer: ChatAnswer): ChatAnswer {
  return { ...answer, source: 'cache', latencyMs: 0 };
}

/** Waits for a flight as long as the passenger wants to; leaving it is immediate. */
function board(flight: Flight, signal: AbortSignal): Promise<ChatResult> {
  flight.passengers += 1;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.passengers -= 1;
      if (flight.passengers === 0) {
        flight.close();
        flight.abort.abort();
      }
      resolve(cancelled());
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    void flight.result.then((result) => {
      signal.removeEventListener('abort', leave);
      resolve(result);
    }, reject);
  });
}

/** Who waited for the call of another has used nothing. */
function asCached(result: ChatResult): ChatResult {
  return result.kind === 'answered' ? { ...result, source: 'cache' } : { ...result, usage: null };
}

function sizeOf(key: string, { text }: ChatAnswer): number {
  return key.length + text.length;
}
