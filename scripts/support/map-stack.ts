import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { ROOT } from './paths.ts';

const INLINE_MAP = '//# sourceMappingURL=data:application/json;base64,';

/**
 * Makes stacks name the sources instead of lines of a bundle with an inline source map. The editor formats stacks by
 * itself, so Node cannot do that where they arise.
 */
export function stackMapper(bundle: string): (stack: string) => string {
  const [code = '', encoded] = readFileSync(bundle, 'utf8').split(INLINE_MAP);
  if (encoded === undefined) return (stack) => stack;
  const map = new SourceMap(
    JSON.parse(Buffer.from(encoded.trim(), 'base64').toString()) as SourceMapPayload,
    {
      lineLengths: code.split('\n').map((line) => line.length),
    },
  );
  return (stack) =>
    stack.replace(/([^\s(]+):(\d+):(\d+)/g, (found: string, file: string, line: string, column: string) => {
      if (path.basename(file) !== path.basename(bundle)) return found;
      const origin = map.findOrigin(Number(line), Number(column));
      if (!('fileName' in origin)) return found;
      const source = path.relative(ROOT, path.resolve(path.dirname(bundle), origin.fileName));
      return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
    });
}
