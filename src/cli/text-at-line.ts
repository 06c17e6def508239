import { promptOfTarget } from '../core/target/prompt-target.ts';
import { createCliEngine } from './create-cli-engine.ts';
import type { CommandIo } from './io.ts';
import type { InputText } from './read-input.ts';
import { selectTarget } from './select-target.ts';

/** The text of the prompt at `FILE:LINE`, as the model would read it. */
export async function textAtLine(input: InputText, io: CommandIo): Promise<string> {
  const { target } = await selectTarget(createCliEngine(), input, io);
  return promptOfTarget(target).text;
}
