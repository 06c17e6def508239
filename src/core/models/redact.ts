/** What stands where a key was. */
const mark = '[key]';

/** Looks like a key of OpenAI and those who imitate it, also when a provider has shortened it, or of other makers. */
const keyLike =
  /\b(?:(?:sk|pk|rk)-[\w*.-]{8,200}|(?:gsk|hf|xai|nvapi|github_pat|gh[pousr])[_-]\w{16,255}|AIza[\w-]{35}|AKIA[A-Z0-9]{16})/g;

/** Removes a key, and all that looks like one, from a text that somebody may see. */
export function redact(text: string, key: string | null): string {
  const withoutOwn = key === null || key === '' ? text : text.replaceAll(key, mark);
  return withoutOwn.replace(keyLike, mark);
}

/** One short line without control characters, fit for a terminal. */
export function oneLine(text: string, limit = 300): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit)} …` : line;
}
