import os from 'node:os';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import { createMemoryCache, type AnswerCache } from '../core/models/cache.ts';
import { pricesCheckedOn } from '../core/models/price-table.ts';
import type { ModelRole } from '../core/model.ts';
import { createTeam, type ModelTeam, type RoleModel } from '../core/pcv/model-engine/model-team.ts';
import { createDiskCache } from '../node/disk-cache.ts';
import { withoutControls } from '../core/report/style.ts';
import { defaultBaseUrl, requireEndpoint } from '../providers/endpoint-address.ts';
import { createEndpointConnections } from '../providers/endpoint-connections.ts';
import { keyFor } from './endpoint-keys.ts';
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
  const common = requireEndpoint(flags.baseUrl ?? defaultBaseUrl, '--base-url');
  const endpoints = createEndpointConnections();
  const connect = async ({ name, url, role }: NamedModel): Promise<RoleModel> => {
    const key = keyFor({ url, common, role }, environment);
    const connected = await endpoints.roleModel({ url, model: name, key }, flags.price);
    if (flags.budgetUsd !== undefined && connected.price === null) throw unknownPrice(name, url.origin);
    return connected;
  };
  const shared = {
    cache: cacheFor(flags, environment),
    random: Math.random,
    ...(environment['PROMPTOPS_DEBUG'] === '1' ? { log: traceTo(stderr) } : {}),
  };
  const everyone = await connect({ name: model, url: common, role: null });
  const own: Partial<Record<ModelRole, RoleModel>> = {};
  for (const named of ownModels(flags, { model, common })) own[named.role] = await connect(named);
  return createTeam(everyone, shared, own);
}

interface NamedModel {
  readonly name: string;
  readonly url: URL;
  /** Null: all roles without a model of their own. */
  readonly role: ModelRole | null;
}

/** Answers outlive the process, so that an interrupted run goes on where it stopped: `$XDG_CACHE_HOME/promptops/answers`. */
function cacheFor({ cache }: ModelFlags, environment: CommandIo['environment']): AnswerCache {
  if (cache === false) return createMemoryCache();
  // The XDG base directory specification has empty and relative values ignored.
  const configured = environment['XDG_CACHE_HOME'] ?? '';
  const cacheHome = path.isAbsolute(configured) ? configured : path.join(os.homedir(), '.cache');
  return createDiskCache({ folder: path.join(cacheHome, 'promptops', 'answers') });
}

/**
 * The roles that have a model or an address of their own; the rest of each is as all have it.
 * @throws PromptOpsError `invalid-argument`.
 */
function ownModels(
  flags: ModelFlags,
  { model, common }: { readonly model: string; readonly common: URL },
): readonly (NamedModel & { readonly role: ModelRole })[] {
  const named = [
    ['critic', flags.criticModel, flags.criticBaseUrl],
    ['verifier', flags.verifierModel, flags.verifierBaseUrl],
    ['target', flags.targetModel, flags.targetBaseUrl],
  ] as const;
  return named
    .filter(([, name, address]) => name !== undefined || address !== undefined)
    .map(([role, name = model, address]) => ({
      role,
      name,
      url: address === undefined ? common : requireEndpoint(address, `--${role}-base-url`),
    }));
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
    'critic-base-url': flags.criticBaseUrl,
    'verifier-base-url': flags.verifierBaseUrl,
    'target-base-url': flags.targetBaseUrl,
    tests: flags.tests,
    ground: flags.ground,
    'max-calls': flags.maxCalls,
    'budget-usd': flags.budgetUsd,
    price: flags.price,
  });
  const flag = given.find(([, value]) => value !== undefined)?.[0];
  if (flag === undefined) return;
  throw invalidArgument(
    `--${flag} is for language models, and the rules engine calls none.`,
    'Add --engine openai, or leave it out.',
  );
}

function missingModel(): PromptOpsError {
  return invalidArgument(
    '--engine openai needs the name of a model.',
    'Add --model, for example --model gpt-4.1-mini.',
  );
}

function unknownPrice(model: string, origin: string): PromptOpsError {
  return invalidArgument(
    `No price is known for ${model} at ${origin} (table of ${pricesCheckedOn}), so --budget-usd cannot be kept.`,
    `Say it with --price ${model}=INPUT,OUTPUT, or limit the run with --max-calls.`,
  );
}

function invalidArgument(message: string, nextStep: string): PromptOpsError {
  return new PromptOpsError({ reason: 'invalid-argument', message, nextStep });
}
