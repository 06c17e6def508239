import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../../core/errors.ts';
import { draftSuite } from '../../core/pcv/judges/draft-suite.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { connectTarget, type TargetFlags } from '../connect-target.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, type CommandIo, type ExitCode } from '../io.ts';
import { readInput } from '../read-input.ts';
import { selectTarget } from '../select-target.ts';

export interface DraftOptions extends TargetFlags {
  /** Cases to ask for. */
  readonly draft: number;
  /** A file that does not exist yet; absent: standard output. */
  readonly out?: string;
}

/** `promptops test --draft N PROMPT`: lets the model draft test cases, marked as synthetic. */
export async function runDraft(argument: string, options: DraftOptions, io: CommandIo): Promise<ExitCode> {
  const engine = createCliEngine();
  const input = await readInput(argument, io);
  const { target } = await selectTarget(engine, input, io);
  const { judge } = await connectTarget(options, io, await engine.counter('o200k_base'));
  const { text, cases } = await draftSuite(
    { model: judge, signal: io.signal },
    promptOfTarget(target),
    options.draft,
  );
  const { out } = options;
  if (out === undefined) {
    io.stdout.write(text);
    return exitCodes.done;
  }
  await createFile(out, text, io);
  io.stderr.write(
    `promptops: wrote ${cases === 1 ? '1 synthetic case' : `${cases} synthetic cases`} to ${out}. Read them before they count.\n`,
  );
  return exitCodes.done;
}

/** Cases that a person has mended must not be lost to a second draft. */
async function createFile(file: string, text: string, { workingDirectory }: CommandIo): Promise<void> {
  try {
    await writeFile(path.resolve(workingDirectory, file), text, { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const exists = code === 'EEXIST';
    throw new PromptOpsError({
      reason: 'file-unreadable',
      message: exists
        ? `${file} exists already and was left as it is.`
        : `${file} cannot be written: ${code}.`,
      nextStep: 'Name a new file in a folder that exists.',
      cause,
    });
  }
}
