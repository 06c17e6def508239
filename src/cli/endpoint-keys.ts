import { PromptOpsError } from '../core/errors.ts';
import type { ModelRole } from '../core/model.ts';
import { describeKeyProblem, isSafeForKeys, openAiOrigin } from '../providers/endpoint-address.ts';
import type { CommandIo } from './io.ts';

/** Where a key is looked for and where it would go. */
interface KeyQuestion {
  readonly url: URL;
  /** Where the models are that have no address of their own. */
  readonly common: URL;
  /** Null for the model of all roles. */
  readonly role: ModelRole | null;
}

/**
 * The key that is meant for this address. `PROMPTOPS_API_KEY` goes to the origin of `--base-url` alone, a role's own
 * key (`PROMPTOPS_CRITIC_API_KEY`) to the address of that role, `OPENAI_API_KEY` to OpenAI alone, since other programs
 * have put it there. No key travels unencrypted but on this machine. Null: none is sent.
 * @throws PromptOpsError `invalid-argument`.
 */
export function keyFor(question: KeyQuestion, environment: CommandIo['environment']): string | null {
  const { url } = question;
  const name = namesOf(question).find((each) => valueOf(each, environment) !== '');
  if (name === undefined) {
    if (url.origin === openAiOrigin) throw missingKey(namesOf(question));
    return null;
  }
  const key = valueOf(name, environment);
  if (describeKeyProblem(key) !== null) throw invalidKey(name);
  if (!isSafeForKeys(url)) throw unencrypted(name, url);
  return key;
}

/** The variables that may hold the key, the most specific one first. */
function namesOf({ url, common, role }: KeyQuestion): readonly string[] {
  return [
    ...(role === null ? [] : [`PROMPTOPS_${role.toUpperCase()}_API_KEY`]),
    ...(url.origin === common.origin ? ['PROMPTOPS_API_KEY'] : []),
    ...(url.origin === openAiOrigin ? ['OPENAI_API_KEY'] : []),
  ];
}

function valueOf(name: string, environment: CommandIo['environment']): string {
  return environment[name]?.trim() ?? '';
}

function missingKey(names: readonly string[]): PromptOpsError {
  return invalidArgument(
    'There is no key for api.openai.com.',
    `Set ${names.join(' or ')}, or name a local endpoint with --base-url.`,
  );
}

function invalidKey(name: string): PromptOpsError {
  return invalidArgument(
    'The key in the environment holds characters that no key has.',
    `Set ${name} again, without spaces or line breaks.`,
  );
}

function unencrypted(name: string, { host }: URL): PromptOpsError {
  return invalidArgument(
    `The key would travel unencrypted to ${host}.`,
    `Use https, or unset ${name} when the endpoint needs no key.`,
  );
}

function invalidArgument(message: string, nextStep: string): PromptOpsError {
  return new PromptOpsError({ reason: 'invalid-argument', message, nextStep });
}
