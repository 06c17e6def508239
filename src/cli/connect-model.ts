import { PromptOpsError } from '../core/errors.ts';
import { createMemoryCache } from '../core/models/cache.ts';
import { knownPrice, pricesCheckedOn } from '../core/models/price-table.ts';
import { createRateLimiter } from '../core/models/rate-limit.ts';
import type { ModelRole } from '../core/model.ts';
import { createTeam, type ModelTeam, type RoleModel } from '../core/pcv/model-engine/model-team.ts';
import { withoutControls } from '../core/report/style.ts';
import type { CommandIo, TerminalStream } from './io.ts';
import type { ModelFlags } from './model-options.ts';

const openAiOrigin = 'https://api.openai.com';
const defaultBaseUrl = `${openAiOrigin}/v1`;

/**
 * The models that the flags name, or null for the rules engine. Nothing is sent yet.
 * @throws PromptOpsError `invalid-argument`.
 */
export async function connectTeam(
  flags: ModelFlags,
  { environment, stderr }: Pick<CommandIo, 'environment' | 'stderr'>,
): Promise<ModelTeam | null> {
  if (flags.engine === 'rules') {
    refuseModelFlags(flags);
    return null;
  }
  const { model } = flags;
  if (model === undefined || model.trim() === '') throw missingModel();
  const url = parseBaseUrl(flags.baseUrl ?? defaultBaseUrl);
  const key = keyFor(url, environment);
  const { createOpenAiChatModel } = await import('../providers/openai-chat-model.ts');
  const limiter = createRateLimiter();
  const connect = (name: string): RoleModel => {
    const price = knownPrice({ origin: url.origin, model: name });
    if (flags.budgetUsd !== undefined && price === null) throw unknownPrice(name, url.origin);
    const provider = createOpenAiChatModel({ baseUrl: url.href.replace(/\/+$/, ''), model: name, key });
    return { provider, price, limiter };
  };
  const shared = {
    cache: createMemoryCache(),
    random: Math.random,
    ...(environment['PROMPTOPS_DEBUG'] === '1' ? { log: traceTo(stderr) } : {}),
  };
  return createTeam(connect(model), shared, ownModels(flags, connect));
}

/** The roles that have a model of their own, at the same address. */
function ownModels(
  { criticModel, verifierModel, targetModel }: ModelFlags,
  connect: (name: string) => RoleModel,
): Partial<Record<ModelRole, RoleModel>> {
  return {
    ...(criticModel === undefined ? {} : { critic: connect(criticModel) }),
    ...(verifierModel === undefined ? {} : { verifier: connect(verifierModel) }),
    ...(targetModel === undefined ? {} : { target: connect(targetModel) }),
  };
}

function traceTo(stderr: TerminalStream): (line: string) => void {
  return (line) => void stderr.write(`${withoutControls(line)}\n`);
}

function refuseModelFlags(flags: ModelFlags): void {
  const given = Object.entries({
    model: flags.model,
    'base-url': flags.baseUrl,
    'critic-model': flags.criticModel,
    'verifier-model': flags.verifierModel,
    'target-model': flags.targetModel,
    'max-calls': flags.maxCalls,
    'budget-usd': flags.budgetUsd,
  });
  const flag = given.find(([, value]) => value !== undefined)?.[0];
  if (flag === undefined) return;
  throw invalidArgument(
    `--${flag} is for language models, and the rules engine calls none.`,
    'Add --engine openai, or leave it out.',
  );
}

function parseBaseUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalidArgument(
      '--base-url is not an http or https address.',
      'Give it in full, for example http://localhost:11434/v1.',
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalidArgument(
      '--base-url holds more than an address.',
      'Leave out user, password, query and fragment; a key belongs into PROMPTOPS_API_KEY.',
    );
  }
  return url;
}

/**
 * The key that is meant for this address. `PROMPTOPS_API_KEY` goes wherever the command line points, but unencrypted
 * only to this machine; `OPENAI_API_KEY` goes to OpenAI alone, since other programs have put it there.
 */
function keyFor(url: URL, environment: CommandIo['environment']): string | null {
  const own = environment['PROMPTOPS_API_KEY']?.trim() ?? '';
  const openAi = url.origin === openAiOrigin ? (environment['OPENAI_API_KEY']?.trim() ?? '') : '';
  const key = own === '' ? openAi : own;
  if (key === '') {
    if (url.origin === openAiOrigin) throw missingKey();
    return null;
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw invalidArgument(
      'The key in the environment holds characters that no key has.',
      'Set PROMPTOPS_API_KEY again, without spaces or line breaks.',
    );
  }
  if (url.protocol === 'http:' && !isThisMachine(url)) {
    throw invalidArgument(
      `The key would travel unencrypted to ${url.host}.`,
      'Use https, or unset PROMPTOPS_API_KEY when the endpoint needs no key.',
    );
  }
  return key;
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function missingModel(): PromptOpsError {
  return invalidArgument(
    '--engine openai needs the name of a model.',
    'Add --model, for example --model gpt-4.1-mini.',
  );
}

function missingKey(): PromptOpsError {
  return invalidArgument(
    'There is no key for api.openai.com.',
    'Set PROMPTOPS_API_KEY or OPENAI_API_KEY, or name a local endpoint with --base-url.',
  );
}

function unknownPrice(model: string, origin: string): PromptOpsError {
  return invalidArgument(
    `No price is known for ${model} at ${origin} (table of ${pricesCheckedOn}), so --budget-usd cannot be kept.`,
    'Limit the run with --max-calls.',
  );
}

function invalidArgument(message: string, nextStep: string): PromptOpsError {
  return new PromptOpsError({ reason: 'invalid-argument', message, nextStep });
}
