/** Fills `{0}`, `{1}` … of a sentence. Every text of the panel passes here, in whole sentences, so that all can be translated. */
export function t(template: string, ...values: readonly (string | number)[]): string {
  return template.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}

/** The form for one or for any other number; `{0}` is the number. */
export function plural(number: number, one: string, other: string): string {
  return t(number === 1 ? one : other, formatCount(number));
}

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A number with its thousands apart. */
export function formatCount(number: number): string {
  return counts.format(number);
}
