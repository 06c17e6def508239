import { extractContract, protectedSpans } from '../contract/contract.ts';
import type { Contract } from '../contract/contract.ts';
import { indexTags } from '../contract/tags.ts';
import type { Finding, Fix, PromptText } from '../model.ts';
import { sortEdits } from '../text-edits.ts';
import { rules } from './rule-table.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { groupBlocks } from './text/blocks.ts';
import { isEnglishText } from './text/language.ts';
import { splitLines } from './text/lines.ts';
import { findSentenceStarts, splitSentences } from './text/sentences.ts';
import { spanSearch, type SpanSearch } from '../spans.ts';
import { indexByKey, tokenize } from './text/tokens.ts';

/** Which rules run: all of them, those named in `rules`, never those named in `disabled`. Ids or names. */
export interface FindOptions {
  readonly rules?: readonly string[];
  readonly disabled?: readonly string[];
}

/** Prepares a prompt for the rules. The views of the text are computed when the first rule asks for them. */
export function createRuleContext(prompt: PromptText, contract?: Contract): RuleContext {
  const { text } = prompt;
  const known = lazy(() => contract ?? extractContract(prompt));
  const shields = lazy(() => protectedSpans(known()));
  const tags = lazy(() => indexTags(text).tags);
  const lines = lazy(() => splitLines(text));
  const blocks = lazy(() => groupBlocks(lines()));
  const tokens = lazy(() => tokenize({ text, lines: lines(), blocks: blocks(), protectedSpans: shields() }));
  const places = lazy(() => indexByKey(tokens()));
  const sentences = lazy(() => splitSentences(tokens()));
  const starts = lazy(() => findSentenceStarts(tokens(), sentences()));
  const isEnglish = lazy(() => isEnglishText(known().language, tokens()));
  return {
    prompt,
    text,
    get contract() {
      return known();
    },
    get protectedSpans() {
      return shields();
    },
    get tags() {
      return tags();
    },
    get lines() {
      return lines();
    },
    get blocks() {
      return blocks();
    },
    get tokens() {
      return tokens();
    },
    get places() {
      return places();
    },
    get sentences() {
      return sentences();
    },
    get sentenceStarts() {
      return starts();
    },
    get isEnglish() {
      return isEnglish();
    },
  };
}

/**
 * Runs the rules over a prompt. Findings are sorted by place; those of prose rules inside frozen spans are left out,
 * and a fix that would touch a placeholder or a frozen span is not offered.
 */
export function findFindings(context: RuleContext, options: FindOptions = {}): readonly Finding[] {
  const isNamed = (rule: Rule, names: readonly string[]): boolean =>
    names.includes(rule.id) || names.includes(rule.name);
  const findings = rules
    .filter((rule) => options.rules === undefined || isNamed(rule, options.rules))
    .filter((rule) => !isNamed(rule, options.disabled ?? []))
    .flatMap((rule) => runRule(context, rule));
  return findings.sort(compareFindings);
}

/** Runs one rule, whether or not it is part of the table. */
export function runRule(context: RuleContext, rule: Rule): Finding[] {
  if (rule.language === 'english' && !context.isEnglish) return [];
  const shields = spanSearch(context.protectedSpans);
  return rule
    .find(context)
    .filter((match) => rule.scope === 'everything' || !shields.contains(match.span))
    .map((match) => ({
      ruleId: rule.id,
      category: rule.category,
      severity: rule.severity,
      message: match.message,
      span: match.span,
      evidence: context.text.slice(match.span.start, match.span.end),
      fix: buildFix(rule, match, shields),
    }));
}

function buildFix(rule: Rule, match: RuleMatch, shields: SpanSearch): Fix | null {
  const edits = match.edits ?? [];
  if (rule.risk === null || edits.length === 0) return null;
  if (edits.some((edit) => shields.touches(edit.span))) return null;
  return { title: match.title ?? rule.fixTitle ?? rule.title, risk: rule.risk, edits: sortEdits(edits) };
}

function compareFindings(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.ruleId < b.ruleId ? -1 : 1);
}

function lazy<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => (known ??= { value: compute() }).value;
}
