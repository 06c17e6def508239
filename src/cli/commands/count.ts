import type { EncodingName } from '../../core/model.ts';
import { counted } from '../../core/report/format-number.ts';
import { withoutControls } from '../../core/report/style.ts';
import { createTokenCounter } from '../../core/tokens/token-counter.ts';
import { exitCodes, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { readInput, type InputText } from '../read-input.ts';
import { cliResources } from '../resources.ts';

export interface CountOptions {
  readonly encoding: EncodingName;
  readonly json: boolean;
}

/** `promptops count [FILE[:LINE]|-]`: tokens of a whole text or of one prompt, with their provenance. */
export async function runCount(
  argument: string,
  { encoding, json }: CountOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const input = await readInput(argument, io);
  const text = await countedText(input, io);
  const counter = createTokenCounter(encoding, await cliResources().load(`tokens/${encoding}.bin`));
  const tokens = counter.count(text);
  if (json) writeJson(io, { tokens, encoding, provenance: 'tokenizer', characters: text.length });
  else {
    const place = input.line === null ? input.file : `${input.file}:${input.line}`;
    const name = input.file === '-' ? 'standard input' : withoutControls(place);
    const characters = counted(text.length, 'character');
    io.stdout.write(`${counted(tokens, 'token')} (${encoding}), ${characters}, ${name}\n`);
  }
  return exitCodes.done;
}

/** The parser and the engine around it are loaded only to find a prompt at a line. */
async function countedText(input: InputText, io: CommandIo): Promise<string> {
  if (input.line === null) return input.text;
  const { textAtLine } = await import('../engine-commands.ts');
  return textAtLine(input, io);
}
