import {
  measureSite,
  rankInventory,
  type InventoryItem,
  type RankedItem,
} from '../../core/inventory/inventory.ts';
import type { EncodingName } from '../../core/model.ts';
import { createLineIndex } from '../../core/report/line-index.ts';
import { toLintedFile } from '../../core/report/lint-report.ts';
import { withoutControls } from '../../core/report/style.ts';
import type { SourceLiteral } from '../../core/source/prompt-site.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { exitCodes, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { isSkipped, scanFiles, type SkippedFile } from '../scan-files.ts';

export interface ScanOptions {
  readonly encoding: EncodingName;
  readonly all: boolean;
  readonly json: boolean;
}

interface FileLiterals {
  readonly file: string;
  readonly literals: readonly SourceLiteral[];
}

/** `promptops scan PATH...`: the prompts of files and folders, the one most worth a run first. */
export async function runScan(
  paths: readonly string[],
  options: ScanOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const engine = createCliEngine();
  const counter = await engine.counter(options.encoding);
  const items: InventoryItem[] = [];
  const skipped: SkippedFile[] = [];
  const literals: FileLiterals[] = [];
  let files = 0;
  for await (const scanned of scanFiles({ paths, includeAll: options.all, engine, io })) {
    if (isSkipped(scanned)) {
      skipped.push(scanned);
      continue;
    }
    const { file, source, result } = scanned;
    files += 1;
    items.push(...result.prompts.map((site) => measureSite({ file, source, site }, counter)));
    if (result.literals !== null) literals.push({ file, literals: result.literals });
  }
  const ranked = [...rankInventory(items)].sort((a, b) => b.priority - a.priority);
  if (options.json) writeJson(io, toDocument({ files, ranked, skipped, literals, options }));
  else io.stdout.write(toText(ranked, files));
  return exitCodes.done;
}

interface ScanOutcome {
  readonly files: number;
  readonly ranked: readonly RankedItem[];
  readonly skipped: readonly SkippedFile[];
  readonly literals: readonly FileLiterals[];
  readonly options: ScanOptions;
}

function toDocument({ files, ranked, skipped, literals, options }: ScanOutcome): object {
  const prompts = ranked.map((item) => toPromptEntry(item, options.encoding));
  return {
    files,
    prompts,
    skipped,
    ...(options.all ? { literals: literals.flatMap(toLiteralEntries) } : {}),
  };
}

function toPromptEntry(item: RankedItem, encoding: EncodingName): object {
  const { file, source, site, tokens, findings, placeholders, priority } = item;
  const position = createLineIndex(source);
  const start = position(site.span.start);
  const end = position(site.span.end);
  const located = findings.map((finding) => ({ finding, span: site.toSource(finding.span) ?? site.span }));
  return {
    file,
    language: site.language,
    form: site.form,
    name: site.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    offset: [site.span.start, site.span.end],
    text: site.text,
    placeholders: placeholders.map(({ text, kind }) => ({ text, kind })),
    tokens: { value: tokens, provenance: 'tokenizer', encoding },
    confidence: site.confidence,
    reasons: site.reasons,
    findings: toLintedFile(file, source, located).findings,
    priority,
  };
}

function toLiteralEntries({ file, literals }: FileLiterals): readonly object[] {
  return literals.map(({ span, form, value, isPrompt }) => ({
    file,
    offset: [span.start, span.end],
    form,
    value,
    isPrompt,
  }));
}

function toText(ranked: readonly RankedItem[], files: number): string {
  const lines = ranked.map(({ file, source, site, tokens, findings, priority }) => {
    const { line } = createLineIndex(source)(site.span.start);
    const name = site.name ?? site.form;
    const numbers = `${String(Math.round(priority)).padStart(3)}  ${String(tokens).padStart(6)}  ${String(findings.length).padStart(3)}`;
    return `${numbers}  ${withoutControls(`${file}:${line}  ${name}`)}`;
  });
  const count = `${ranked.length} ${ranked.length === 1 ? 'prompt' : 'prompts'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  if (ranked.length === 0) return `${count}\n`;
  return `Pri  Tokens  Fnd  Prompt\n${lines.join('\n')}\n${count}\n`;
}
