type FormatTest = (text: string) => boolean;

/** Texts longer than this have none of the formats; it also bounds the time that a pattern takes. */
const longest = 4096;

const uriCharacters = String.raw`(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*`;

const patterns: Readonly<Record<string, RegExp>> = {
  email:
    /^[^\s@<>()[\],;:\\".]+(?:\.[^\s@<>()[\],;:\\".]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)*[A-Za-z0-9-]{1,63}$/,
  hostname:
    /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/,
  uri: new RegExp(
    String.raw`^[A-Za-z][A-Za-z0-9+.-]*:(?://(?:[^\s@[\]/?#]*@)?\[[0-9A-Fa-f:.]+\])?${uriCharacters}$`,
  ),
  'uri-reference': new RegExp(`^${uriCharacters}$`),
  uuid: /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
};

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The formats of strings that are checked, by name. */
export const stringFormats: ReadonlyMap<string, FormatTest> = new Map<string, FormatTest>([
  ...Object.entries(patterns).map(
    ([name, pattern]) => [name, (text: string) => text.length <= longest && pattern.test(text)] as const,
  ),
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
]);

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const days = daysOfMonth[Number(month) - 1];
  if (days === undefined || Number(day) < 1 || Number(day) > days) return false;
  return !(month === '02' && day === '29') || isLeapYear(Number(year));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isTime(text: string): boolean {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.\d{1,20})?(?:[zZ]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (match === null) return false;
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number);
  const [offsetHour, offsetMinute] = [Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  // A leap second is the last one of a day in UTC.
  const offset = (match[4] === '-' ? -1 : 1) * (60 * offsetHour + offsetMinute);
  return second < 60 || (60 * hour + minute - offset + minutesOfDay) % minutesOfDay === minutesOfDay - 1;
}

const minutesOfDay = 24 * 60;

function isDateTime(text: string): boolean {
  return /^.{10}[tT\s]/.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}
