import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { findSitesAt } from '../../../../../src/core/source/find-prompts.ts';
import type { PromptSite } from '../../../../../src/core/source/prompt-site.ts';
import { parser } from '../support.ts';

const fixtures = new URL('../../../../fixtures/source/', import.meta.url);

/**
 * A fixture that prints its cases: its source, the literals of its cases, and what the language printed. Code that is filled
 * in has its own source text as its value, so that what is printed is what a site says.
 */
export interface FixtureCases {
  readonly source: string;
  readonly literals: readonly PromptSite[];
  readonly printed: readonly string[];
}

/**
 * Reads `<file>` with a kind of line breaks and the bytes that the language's own tool printed for it, kept beside it in
 * hexadecimal: in `forms.crlf.hex` where line breaks of the source matter.
 */
export async function readCases(file: string, lineBreak: '\n' | '\r\n' = '\n'): Promise<FixtureCases> {
  const source = readFileSync(new URL(file, fixtures), 'utf8').replace(/\n/g, lineBreak);
  const recorded = (name: string): URL => new URL(file.replace(/[^/]+$/, name), fixtures);
  const ofWindows = recorded('forms.crlf.hex');
  const isOther = lineBreak === '\r\n' && existsSync(ofWindows);
  const hex = readFileSync(isOther ? ofWindows : recorded('forms.hex'), 'utf8');
  const printed = hex.replace(/\n$/, '').split('\n');
  return {
    source,
    literals: await casesIn(file, source),
    printed: printed.map((line) => Buffer.from(line, 'hex').toString('utf8')),
  };
}

/** The outermost literals between the two marks of a fixture. */
export async function casesIn(path: string, source: string): Promise<readonly PromptSite[]> {
  const start = source.indexOf('cases begin');
  const end = source.indexOf('cases end');
  assert.ok(start !== -1 && end !== -1);
  const sites = await findSitesAt({ path, source, parser }, { start, end });
  let reached = start;
  return sites.filter(({ span }) => {
    const isOutermost = span.start >= reached && span.end < end;
    if (isOutermost) reached = span.end;
    return isOutermost;
  });
}
