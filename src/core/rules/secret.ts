import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds keys and passwords in a prompt. The span covers the beginning only, so that no report repeats a secret. */
export const secret: Rule = {
  id: 'PO052',
  name: 'secret',
  title: 'Secret in the prompt',
  why: 'A prompt is stored, logged and sent to a provider; a key in it must be taken as published and replaced.',
  category: 'safety',
  severity: 'error',
  risk: null,
  effect: 'shortens',
  language: 'any',
  scope: 'everything',
  find: findSecrets,
  examples: [
    { text: `Use the key sk-proj-${'a1B2c3D4e5'.repeat(5)} for all calls.`, finds: true },
    { text: ['Use the key AKIA', 'Q3EGRIT5XYZABCDE for all calls.'].join(''), finds: true },
    { text: '-----BEGIN RSA PRIVATE KEY-----\nMIIE', finds: true },
    {
      text: 'Use the key sk-... or AKIAXXXXXXXXXXXXXXXX or {api_key}; never ask-for-a-key-in-a-very-long-word.',
      finds: false,
    },
  ],
};

const KINDS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['An API key', /\bsk-(?:proj-|ant-|or-|live-|svcacct-)?[A-Za-z0-9_-]{20,300}/gu],
  ['A Stripe key', /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,200}/gu],
  ['An AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu],
  ['A GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})/gu],
  ['A GitLab token', /\bglpat-[A-Za-z0-9_-]{20,100}/gu],
  ['A Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20,200}/gu],
  ['A Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/gu],
  ['A Hugging Face token', /\bhf_[A-Za-z0-9]{30,100}/gu],
  ['An npm token', /\bnpm_[A-Za-z0-9]{36}\b/gu],
  ['A private key', /-----BEGIN (?:[A-Z]{1,10} ){0,2}PRIVATE KEY-----/gu],
];

const SHOWN = 8;

function findSecrets({ text }: RuleContext): RuleMatch[] {
  return KINDS.flatMap(([name, pattern]) =>
    [...text.matchAll(pattern)]
      .filter((match) => looksRandom(match[0]))
      .map((match) => ({
        span: { start: match.index, end: match.index + Math.min(SHOWN, match[0].length) },
        message: `${name} stands here: remove it, and replace it where it is in use.`,
      })),
  );
}

/** Samples in documentation are words or one letter repeated; keys mix letters and digits. */
function looksRandom(secret: string): boolean {
  if (secret.startsWith('-----')) return true;
  const body = secret.slice(4);
  const distinct = new Set(body).size;
  return (
    /\d/u.test(body) && /[A-Za-z]/u.test(body) && distinct >= 10 && !/example|your|xxxx|1234567/iu.test(body)
  );
}
