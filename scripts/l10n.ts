/**
 * Compares the translations with what the sources say, and brings their files into order.
 *
 *   npm run l10n             sorts the files, drops texts that nothing uses, and lists what is missing
 *   npm run l10n -- --check  changes nothing; ends with 1 when anything is missing, unused or broken
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { collectStrings } from './l10n/collect-strings.ts';
import { baseOfForm, faultsOf, readTranslations, type Translation } from './l10n/translations.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';

await runScript(() => {
  const collected = collectStrings();
  if (!process.argv.includes('--check')) for (const one of readTranslations(collected)) tidy(one);
  const faults = [
    ...collected.unreadable.map((call) => `${call}: the text must stand in the call, or be marked by key()`),
    ...readTranslations(collected).flatMap(faultsOf),
  ];
  for (const fault of faults) console.log(fault);
  console.log(
    `${collected.strings.length} texts in the sources, ${faults.length} faults in the translations.`,
  );
  return Promise.resolve(faults.length === 0 ? 0 : 1);
});

/** The texts that are used, in the order of the sources' texts, as JSON that reviews well. */
function tidy(translation: Translation): void {
  const { file, wanted, texts } = translation;
  const forms = Object.keys(texts).filter((key) => !wanted.has(key) && baseOfForm(translation, key) !== null);
  const kept = [...wanted.keys(), ...forms]
    .filter((key) => Object.hasOwn(texts, key))
    .map((key) => [key, texts[key]]);
  const isManifest = file.startsWith('package');
  const ordered = isManifest ? kept : kept.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  writeFileSync(path.join(ROOT, file), `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`);
}
