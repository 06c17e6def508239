import type { EncodingName } from '../../core/model.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { readInput } from '../read-input.ts';

export interface CountOptions {
  readonly encoding: EncodingName;
  readonly json: boolean;
}

/** `promptops count [FILE|-]`: tokens of a whole text, with their provenance. */
export async function runCount(argument: string, options: CountOptions, io: CommandIo): Promise<ExitCode> {
  const { file, text } = await readInput(argument, io);
  const counter = await createCliEngine().counter(options.encoding);
  const tokens = counter.count(text);
  if (options.json) {
    writeJson(io, { tokens, encoding: options.encoding, provenance: 'tokenizer', characters: text.length });
  } else {
    const unit = tokens === 1 ? 'token' : 'tokens';
    io.stdout.write(`${tokens} ${unit} (${options.encoding}), ${text.length} characters, ${file}\n`);
  }
  return exitCodes.done;
}
