import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds data of a person: card and account numbers, private e-mail addresses. */
export const personalData: Rule = {
  id: 'PO053',
  name: 'personal-data',
  title: 'Personal data in the prompt',
  why: 'The prompt is sent to a provider in every call; data of real persons must not travel with it.',
  category: 'safety',
  severity: 'warning',
  risk: null,
  effect: 'shortens',
  language: 'any',
  scope: 'everything',
  find: findPersonalData,
  examples: [
    { text: 'Charge card 4539 1488 0343 6467 for the order.', finds: true },
    { text: 'Send the summary to maria.huber1987@gmail.com today.', finds: true },
    { text: 'Pay to DE89 3704 0044 0532 0130 00 today.', finds: true },
    {
      text: 'Write to support@example.com about order 1234 5678 9012 3456, not to name@gmail.com.',
      finds: false,
    },
  ],
};

const CARD = /\b\d(?:[ -]?\d){12,18}\b/gu;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gu;
const PRIVATE_MAIL =
  /\b[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:gmail|hotmail|outlook|yahoo|icloud|gmx|proton|protonmail|aol|live|web|qq|163)\.(?:com|de|net|me|org|fr|co\.uk)\b/gu;
const SOCIAL_SECURITY = /\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b/gu;
const SAMPLE_NAMES =
  /^(?:name|user|your|you|example|test|john\.?doe|jane\.?doe|email|someone|sample|foo|me|abc|first|last|alice|bob)/iu;
const SHOWN = 4;

function findPersonalData({ text }: RuleContext): RuleMatch[] {
  return [
    ...findAll(text, CARD, 'A card number', isCard),
    ...findAll(text, IBAN, 'An account number (IBAN)', isIban),
    ...findAll(text, SOCIAL_SECURITY, 'A social security number', (number) => number !== '123-45-6789'),
    ...findAll(text, PRIVATE_MAIL, 'A private e-mail address', (address) => !SAMPLE_NAMES.test(address)),
  ];
}

function findAll(
  text: string,
  pattern: RegExp,
  name: string,
  isReal: (found: string) => boolean,
): RuleMatch[] {
  return [...text.matchAll(pattern)]
    .filter((match) => isReal(match[0]))
    .map((match) => ({
      span: { start: match.index, end: match.index + Math.min(SHOWN, match[0].length) },
      message: `${name} stands here: use a placeholder or invented data.`,
    }));
}

/** The check digit of payment cards (Luhn, ISO/IEC 7812-1), for the prefixes that card networks use. */
function isCard(found: string): boolean {
  const digits = found.replaceAll(/\D/gu, '');
  if (!/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|3[47]\d{13}|6011\d{12})$/u.test(digits)) return false;
  if (/^(?:4111111111111111|4242424242424242|5555555555554444|378282246310005)$/u.test(digits)) return false;
  let sum = 0;
  Array.from(digits)
    .reverse()
    .forEach((digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    });
  return sum % 10 === 0;
}

/** The check digits of an IBAN (ISO 13616): the rearranged number is 1 modulo 97. */
function isIban(found: string): boolean {
  const plain = found.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let remainder = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
