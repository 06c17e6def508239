import os from 'node:os';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import { createMemoryCache, type AnswerCache } from '../core/models/cache.ts';
import { knownPrice, pricesCheckedOn } from '../core/models/price-table.ts';
import { createRateLimiter } from '../core/models/rate-limit.ts';
import type { ModelRole } from '../core/model.ts';
import { createTeam, type ModelTeam, type RoleModel } from '../core/pcv/model-engine/model-team.ts';
import { createDiskCache } from '../node/disk-cache.ts';
import { withoutControls } from '../core/report/style.ts';
import {
  baseUrlOf,
  defaultBaseUrl,
  describeKeyProblem,
  isSafeForKeys,
  openAiOrigin,
  requireEndpoint,
} from '../providers/endpoint-address.ts';
import type { CommandIo, TerminalStream } from './io.ts';
import type { ModelFlags } from './model-options.ts';

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
  const url = requireEndpoint(flags.baseUrl ?? defaultBaseUrl, '--base-url');
  const key = keyFor(url, environment);
  const { createOpenAiChatModel } = await import('../providers/openai-chat-model.ts');
  const limiter = createRateLimiter();
  const connect = (name: string): RoleModel => {
    const price = knownPrice({ origin: url.origin, model: name });
    if (flags.budgetUsd !== undefined && price === null) throw unknownPrice(name, url.origin);
    const provider = createOpenAiChatModel({ baseUrl: baseUrlOf(url), model: name, key });
    return { provider, price, limiter };
  };
  const shared = {
    cache: cacheFor(flags, environment),
    random: Math.random,
    ...(environment['PROMPTOPS_DEBUG'] === '1' ? { log: traceTo(stderr) } : {}),
  };
  return createTeam(connect(model), shared, ownModels(flags, connect));
}

/** Answers outlive the process, so that an interrupted run goes on where it stopped: `$XDG_CACHE_HOME/promptops/answers`. */
function cacheFor({ cache }: ModelFlags, environment: CommandIo['environment']): AnswerCache {
  if (cache === false) return createMemoryCache();
  // The XDG base directory specification has empty and relative values ignored.
  const configured = environment['XDG_CACHE_HOME'] ?? '';
  const cacheHome = path.isAbsolute(configured) ? configured : path.join(os.homedir(), '.cache');
  return createDiskCache({ folder: path.join(cacheHome, 'promptops', 'answers') });
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

/** Flags of some commands that mean nothing without a model. */
interface EvidenceFlags {
  readonly tests?: string;
  readonly ground?: readonly string[];
}

function refuseModelFlags(flags: ModelFlags & EvidenceFlags): void {
  const given = Object.entries({
    model: flags.model,
    'base-url': flags.baseUrl,
    'critic-model': flags.criticModel,
    'verifier-model': flags.verifierModel,
    'target-model': flags.targetModel,
    tests: flags.tests,
    ground: flags.ground,
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
  if (describeKeyProblem(key) !== null) {
    throw invalidArgument(
      'The key in the environment holds characters that no key has.',
      'Set PROMPTOPS_API_KEY again, without spaces or line breaks.',
    );
  }
  if (!isSafeForKeys(url)) {
    throw invalidArgument(
      `The key would travel unencrypted to ${url.host}.`,
      'Use https, or unset PROMPTOPS_API_KEY when the endpoint needs no key.',
    );
  }
  return key;
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
