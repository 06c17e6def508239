import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import type { ResourceLoader } from '../core/ports.ts';

/** Reads the product's own files (token tables, grammars) from the folder that it is installed in. */
export function createFileResources(folder: string): ResourceLoader {
  return {
    load: async (name) => {
      try {
        return await readFile(path.join(folder, name));
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
