/** Files of a gist by their names. */
export type GistFiles = Readonly<Record<string, string>>;

/** GitHub answers with the first megabyte of a file only; a part stays below it in UTF-8, whatever its characters. */
const partCharacters = 300_000;

const bundleName = 'promptops-history.json';
const partName = /^promptops-history\.json(?:\.(\d{1,3}))?$/u;

/** A bundle as the files of a gist: one, or numbered parts of it. */
export function bundleToFiles(json: string): GistFiles {
  if (json.length <= partCharacters) return { [bundleName]: json };
  const files: Record<string, string> = {};
  let start = 0;
  for (let part = 1; start < json.length; part += 1) {
    const end = endOfPart(json, start);
    files[`${bundleName}.${String(part).padStart(3, '0')}`] = json.slice(start, end);
    start = end;
  }
  return files;
}

/** The bundle in the files of a gist; null when there is none. */
export function bundleOfFiles(files: GistFiles): string | null {
  const parts = Object.keys(files)
    .flatMap((name) => {
      const match = partName.exec(name);
      return match === null ? [] : [{ name, part: Number(match[1] ?? 0) }];
    })
    .sort((a, b) => a.part - b.part);
  return parts.length === 0 ? null : parts.map(({ name }) => files[name] ?? '').join('');
}

/** A pair of surrogates is not torn apart: each half alone would be lost in UTF-8. */
function endOfPart(json: string, start: number): number {
  const end = Math.min(json.length, start + partCharacters);
  return end < json.length && /[\ud800-\udbff]/u.test(json.charAt(end - 1)) ? end - 1 : end;
}
