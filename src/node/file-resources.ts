import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PromptOpsError } from '../core/errors.ts';
import type { ResourceLoader } from '../core/ports.ts';

const decompress = promisify(brotliDecompress);

/** Reads the product's own files (token tables, grammars) from the folder that it is installed in, where they lie packed. */
export function createFileResources(folder: string): ResourceLoader {
  return {
    load: async (name) => {
      try {
        return await decompress(await readFile(path.join(folder, `${name}.br`)));
      } catch (cause) {
        throw new PromptOpsError({
          reason: 'missing-resource',
          message: `The file ${name} of PromptOps cannot be read.`,
          nextStep: 'Install PromptOps again, or run `npm run build` in a checkout.',
          cause,
        });
      }
    },
  };
}
