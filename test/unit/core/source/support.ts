import assert from 'node:assert/strict';
import { findPrompts, findSitesAt } from '../../../../src/core/source/find-prompts.ts';
import type { PromptSite } from '../../../../src/core/source/prompt-site.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import type { WriteBackResult } from '../../../../src/core/source/write-back.ts';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { grammarLoader } from '../../../support/grammars.ts';

/** One parser for all tests: grammars load once. */
export const parser = createSourceParser(grammarLoader);

/** The prompts of a file. */
export async function promptsIn(path: string, source: string): Promise<readonly PromptSite[]> {
  return (await findPrompts({ path, source, parser })).prompts;
}

/** The literal that `needle` is part of, prompt or not. */
export async function siteAround(path: string, source: string, needle: string): Promise<PromptSite> {
  const at = source.indexOf(needle);
  assert.notEqual(at, -1, `${needle} is not in the source`);
  const sites = await findSitesAt({ path, source, parser }, { start: at, end: at });
  const site = sites.findLast(({ span }) => span.start <= at && at < span.end);
  assert.ok(site, `no literal around ${needle}`);
  return site;
}

/** Writes `change` of the text around `needle` back. */
export async function rewrite(
  path: string,
  source: string,
  needle: string,
  change: (text: string) => string,
): Promise<WriteBackResult> {
  const site = await siteAround(path, source, needle);
  return writeBack({ path, source, site, text: change(site.text), parser });
}

/** The file after a rewrite; fails when it was refused. */
export async function rewritten(
  path: string,
  source: string,
  needle: string,
  change: (text: string) => string,
): Promise<string> {
  const result = await rewrite(path, source, needle, change);
  if (result.kind === 'refused') assert.fail(`${result.reason}: ${result.detail}`);
  return result.source;
}
