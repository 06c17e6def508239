import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import { PromptOpsError } from '../../src/core/errors.ts';
import type { ResourceLoader } from '../../src/core/ports.ts';
import { grammarFiles } from '../../scripts/build-grammars.ts';

const root = new URL('../../', import.meta.url);

/** Loads grammars straight from where the build takes them. */
export const grammarLoader: ResourceLoader = {
  load: async (name) => {
    const file = grammarFiles.find(({ to }) => to === name);
    if (file === undefined) {
      throw new PromptOpsError({
        reason: 'missing-resource',
        message: `There is no resource ${name}.`,
        nextStep: 'Add it to scripts/build-grammars.ts.',
      });
    }
    const content = await readFile(new URL(file.from, root));
    return new Uint8Array(file.from.endsWith('.br') ? brotliDecompressSync(content) : content);
  },
};
