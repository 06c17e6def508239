import { PromptOpsError } from '../core/errors.ts';

/** The address of OpenAI itself, which needs a key and has list prices. */
export const openAiOrigin = 'https://api.openai.com';

export const defaultBaseUrl = `${openAiOrigin}/v1`;

/** What is wrong with the address of an endpoint, or the address. */
export type EndpointAddress =
  { readonly kind: 'valid'; readonly url: URL } | ({ readonly kind: 'invalid' } & AddressProblem);

interface AddressProblem {
  /** What the address is: "is not …", without its subject. */
  readonly problem: string;
  readonly nextStep: string;
}

/** Reads the address of an endpoint: http or https, and nothing in it but host, path and the version of Azure's protocol. */
export function parseEndpoint(value: string): EndpointAddress {
  const text = value.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return {
      kind: 'invalid',
      problem: 'is not an http or https address.',
      nextStep: 'Give it in full, for example http://localhost:11434/v1.',
    };
  }
  if (url.username !== '' || url.password !== '' || !isApiVersion(url.search) || url.hash !== '') {
    return {
      kind: 'invalid',
      problem: 'holds more than an address.',
      nextStep: 'Leave out user, password, query and fragment; keys are kept elsewhere.',
    };
  }
  return { kind: 'valid', url };
}

/** The address as the provider takes it: without a slash at its end. */
export function baseUrlOf({ origin, pathname, search }: URL): string {
  return `${origin}${withoutSlashes(pathname)}${search}`;
}

/** The address of something at an endpoint, such as `/models`. */
export function addressAt(baseUrl: string, path: string): string {
  const { origin, pathname, search } = new URL(baseUrl);
  return `${origin}${withoutSlashes(pathname)}${path}${search}`;
}

/**
 * The header in which a key travels. Azure takes keys in one of its own, at its addresses and wherever its protocol
 * with deployments and versions is spoken.
 */
export function keyHeader(url: URL, key: string): Readonly<Record<string, string>> {
  const isAzure =
    /\.(?:azure\.com|azure-api\.net)$/.test(url.hostname) ||
    url.searchParams.has('api-version') ||
    url.pathname.includes('/openai/deployments/');
  return isAzure ? { 'api-key': key } : { authorization: `Bearer ${key}` };
}

function isApiVersion(search: string): boolean {
  return search === '' || /^\?api-version=[\w.-]{1,40}$/.test(search);
}

function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** What is wrong with a key as a phrase after "The key", or null: keys are one line of visible ASCII. */
export function describeKeyProblem(key: string): string | null {
  if (key === '') return 'is empty.';
  return /^[\x21-\x7e]+$/.test(key) ? null : 'holds characters that no key has.';
}

/** True where a key may travel: encrypted, or not beyond this machine. */
export function isSafeForKeys(url: URL): boolean {
  return url.protocol === 'https:' || isThisMachine(url);
}

/** True for addresses that never leave this machine. */
export function isThisMachine({ hostname }: Pick<URL, 'hostname'>): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * The parsed address of a setting or an option that `name` names.
 * @throws PromptOpsError `invalid-argument`.
 */
export function requireEndpoint(value: string, name: string): URL {
  const address = parseEndpoint(value);
  if (address.kind === 'valid') return address.url;
  const { problem, nextStep } = address;
  throw new PromptOpsError({ reason: 'invalid-argument', message: `${name} ${problem}`, nextStep });
}
