import { critiqueByRules } from '../../core/pcv/rules-engine/rules-critic.ts';
import {
  inSource,
  lintToText,
  toLintedFile,
  type LintDocument,
  type LintedFile,
  type SourceFinding,
} from '../../core/report/lint-report.ts';
import { lintToSarif } from '../../core/report/sarif.ts';
import { withoutControls } from '../../core/report/style.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { readDetection } from '../detection-settings.ts';
import { exitCodes, styleOf, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { packageVersion } from '../package-version.ts';
import { readInput } from '../read-input.ts';
import { isSkipped, scanFiles } from '../scan-files.ts';
import { describeSkip } from '../select-target.ts';

export interface LintOptions {
  readonly format: 'text' | 'json' | 'sarif';
  /** Confidence from which a literal counts as a prompt, instead of the one that is set. */
  readonly threshold?: number;
}

/** `promptops lint PATH...`: findings of all prompts; exit code 1 when one of them is an error. */
export async function runLint(
  paths: readonly string[],
  options: LintOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const document = await lintPaths(paths, options, io);
  print(document, options, io);
  const hasError = document.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  return hasError ? exitCodes.findings : exitCodes.done;
}

async function lintPaths(
  paths: readonly string[],
  options: LintOptions,
  io: CommandIo,
): Promise<LintDocument> {
  const engine = createCliEngine();
  const detection = await readDetection(io, options);
  const files: LintedFile[] = [];
  if (paths.includes('-')) files.push(await lintStdin(io));
  const named = paths.filter((name) => name !== '-');
  for await (const item of scanFiles({ paths: named, includeAll: false, engine, detection, io })) {
    if (!isSkipped(item)) {
      files.push(toLintedFile(item.file, item.source, item.result.prompts.flatMap(findingsInSource)));
    } else if (named.includes(item.file)) {
      io.stderr.write(`promptops: ${withoutControls(item.file)} left out: ${describeSkip(item.reason)}.\n`);
    }
  }
  return files;
}

async function lintStdin(io: CommandIo): Promise<LintedFile> {
  const { text } = await readInput('-', io);
  const { findings } = critiqueByRules({ text, interpolations: [] });
  return toLintedFile(
    '-',
    text,
    findings.map((finding) => ({ finding, span: finding.span })),
  );
}

function findingsInSource(site: PromptSite): readonly SourceFinding[] {
  return critiqueByRules(site).findings.map((finding) => inSource(finding, site));
}

function print(document: LintDocument, { format }: LintOptions, io: CommandIo): void {
  switch (format) {
    case 'json':
      return writeJson(io, document);
    case 'sarif':
      return writeJson(io, lintToSarif(document, packageVersion));
    case 'text':
      io.stdout.write(lintToText(document, styleOf(io)));
  }
}
